package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The factors by which a trial is stratified, and the strata that follow from them.
 *
 * @param factors the factors in the plan's order; none in an unstratified trial
 */
public record Stratification(List<StratificationFactor> factors) {

    /** Keeps an unmodifiable copy. */
    public Stratification {
        factors = List.copyOf(factors);
    }

    /** The factors' identifiers. */
    Set<String> ids() {
        return factors.stream().map(StratificationFactor::id).collect(Collectors.toSet());
    }

    /** Number of strata, the product of the factors' numbers of levels; 1 without factors. */
    public long size() {
        return factors.stream().mapToLong(factor -> factor.levels().size()).reduce(1, Math::multiplyExact);
    }

    /** All combinations of levels; the last factor varies fastest. */
    public List<Stratum> strata() {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (StratificationFactor factor : factors) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String level : factor.levels()) {
                    Map<String, String> next = new LinkedHashMap<>(combination);
                    next.put(factor.id(), level);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations.stream().map(Stratum::new).toList();
    }

    /**
     * Finds the stratum of a subject.
     *
     * <p>Values of factors that the plan does not know are ignored: a certificate may carry more than one plan needs.
     *
     * @param values the subject's level of each factor
     * @return the stratum, or what stands in the way
     */
    public Placement place(Map<String, String> values) {
        Map<String, String> levels = new LinkedHashMap<>();
        List<Placement.Misfit> misfits = new ArrayList<>();
        for (StratificationFactor factor : factors) {
            String value = values.get(factor.id());
            levels.put(factor.id(), value);
            if (value == null || !factor.levels().contains(value)) {
                misfits.add(new Placement.Misfit(factor.id(), value, factor.levels()));
            }
        }
        return misfits.isEmpty() ? new Placement.Placed(new Stratum(levels)) : new Placement.NotPlaced(misfits);
    }

    /** Where a subject belongs. */
    public sealed interface Placement {

        /** The subject belongs to this stratum. */
        record Placed(Stratum stratum) implements Placement {}

        /** The subject's values fit no stratum. */
        record NotPlaced(List<Misfit> misfits) implements Placement {

            /** Keeps an unmodifiable copy. */
            public NotPlaced {
                misfits = List.copyOf(misfits);
            }
        }

        /**
         * A factor whose value is missing or is none of the plan's levels.
         *
         * @param factor the factor's identifier
         * @param value the value given, or null if there is none
         * @param levels the levels that the plan knows
         */
        record Misfit(String factor, String value, List<String> levels) {}
    }
}
