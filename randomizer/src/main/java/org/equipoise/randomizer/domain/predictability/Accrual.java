package org.equipoise.randomizer.domain.predictability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.allocation.Stratification;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;
import org.equipoise.randomizer.domain.allocation.Stratum;

/**
 * Whom a trial expects: how many subjects, and which share of them has which level of a factor. Subjects come independently,
 * and the factors are independent of each other; a factor without shares has equal ones.
 *
 * @param subjects <i>N</i>, the subjects to be randomized
 * @param shares by factor, the share of each of its levels; they add up to 1
 */
public record Accrual(int subjects, Map<String, Map<String, Double>> shares) {

    /** The most subjects that are assessed. */
    public static final int MOST_SUBJECTS = 2000;

    private static final double ROUNDING = 1e-6;

    /** Keeps an unmodifiable copy. */
    public Accrual {
        shares = Map.copyOf(shares);
    }

    /** What is wrong with it for a plan with these factors. */
    public List<Objection> objections(Stratification factors) {
        List<Objection> objections = new ArrayList<>();
        if (subjects < 1 || subjects > MOST_SUBJECTS) {
            objections.add(
                    new Objection("accrual.subjects", subjects, "use a whole number from 1 to " + MOST_SUBJECTS));
        }
        for (StratificationFactor factor : factors.factors()) {
            Map<String, Double> given = shares.get(factor.id());
            String field = "accrual.shares." + factor.id();
            if (given == null) {
                continue;
            }
            if (!factor.levels().containsAll(given.keySet())) {
                objections.add(new Objection(field, given.keySet(), "name levels of the factor: " + factor.levels()));
            } else if (given.values().stream().anyMatch(share -> share == null || !(share >= 0 && share <= 1))) {
                objections.add(new Objection(field, given, "give each level a share from 0 to 1"));
            } else if (Math.abs(
                            given.values().stream().mapToDouble(share -> share).sum() - 1)
                    > ROUNDING) {
                objections.add(new Objection(field, given, "let the shares add up to 1; a level left out has 0"));
            }
        }
        return objections;
    }

    /** The probability that the next subject belongs to a stratum. */
    double share(Stratification factors, Stratum stratum) {
        double share = 1;
        for (StratificationFactor factor : factors.factors()) {
            Map<String, Double> given = shares.get(factor.id());
            share *= given == null
                    ? 1.0 / factor.levels().size()
                    : given.getOrDefault(stratum.levels().get(factor.id()), 0.0);
        }
        return share;
    }
}
