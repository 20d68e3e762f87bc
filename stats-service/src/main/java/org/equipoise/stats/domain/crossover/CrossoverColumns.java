package org.equipoise.stats.domain.crossover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.HouseholderQr;

/** The fixed-effects design of a crossover trial in treatment contrasts: intercept, periods, sequences, treatments, carry-over. */
final class CrossoverColumns {

    private final List<CrossoverObservation> rows;
    private final List<String> treatments;
    private final List<double[]> columns = new ArrayList<>();
    private final Map<CrossoverEffect, Integer> firsts = new EnumMap<>(CrossoverEffect.class);
    private final Map<CrossoverEffect, Integer> ends = new EnumMap<>(CrossoverEffect.class);

    private CrossoverColumns(List<CrossoverObservation> rows) {
        this.rows = rows;
        this.treatments = levels(CrossoverObservation::treatment);
    }

    /** The design, or why there is none. */
    static Outcome<CrossoverColumns> of(CrossoverData data, Crossover.CarryOver carryOver) {
        CrossoverColumns design = new CrossoverColumns(data.complete());
        if (design.treatments.size() < 2 || CrossoverData.bySubject(design.rows).size() < 2) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    design.rows.size() + " responses of "
                            + CrossoverData.bySubject(design.rows).size() + " subjects under "
                            + design.treatments.size() + " treatments cannot be compared.",
                    "Wait for more data, or check that the responses are entered.");
        }
        double[] ones = new double[design.rows.size()];
        Arrays.fill(ones, 1);
        design.columns.add(ones);
        design.add(CrossoverEffect.PERIOD, row -> String.format("%03d", row.period()));
        design.add(CrossoverEffect.SEQUENCE, CrossoverObservation::sequence);
        design.add(CrossoverEffect.TREATMENT, CrossoverObservation::treatment);
        design.firsts.put(CrossoverEffect.CARRY_OVER, design.columns.size());
        if (carryOver == Crossover.CarryOver.FIRST_ORDER) {
            Optional<List<Optional<String>>> before = data.before(design.rows);
            if (before.isEmpty()) {
                return Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "For some row the treatment of the period before is not on record.",
                        "Add a row for every period given, with a missing response where there is none.");
            }
            design.addCarryOver(before.get());
        }
        design.ends.put(CrossoverEffect.CARRY_OVER, design.columns.size());
        return design.checked();
    }

    private List<String> levels(Function<CrossoverObservation, String> value) {
        return rows.stream().map(value).distinct().sorted().toList();
    }

    private void add(CrossoverEffect effect, Function<CrossoverObservation, String> value) {
        firsts.put(effect, columns.size());
        List<String> levels = levels(value);
        for (String level : levels.subList(1, levels.size())) {
            columns.add(rows.stream()
                    .mapToDouble(row -> value.apply(row).equals(level) ? 1 : 0)
                    .toArray());
        }
        ends.put(effect, columns.size());
    }

    private void addCarryOver(List<Optional<String>> before) {
        for (String level : treatments.subList(1, treatments.size())) {
            columns.add(before.stream()
                    .mapToDouble(
                            previous -> previous.isPresent() && previous.get().equals(level) ? 1 : 0)
                    .toArray());
        }
    }

    private Outcome<CrossoverColumns> checked() {
        if (rows.size() <= columns.size()) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    rows.size() + " responses cannot determine " + columns.size() + " effects and two variances.",
                    "Wait for more data.");
        }
        Optional<Integer> dependent = new HouseholderQr(matrix()).dependentColumn();
        if (dependent.isPresent()) {
            CrossoverEffect effect = effectOf(dependent.get());
            return Outcome.notComputed(
                    Outcome.Reason.RANK_DEFICIENT,
                    "The effect " + effect + " cannot be told apart from the effects before it (periods, sequences,"
                            + " treatments, carry-over, in this order).",
                    "Leave out carry-over, or use a design in which it can be estimated, with three periods or more"
                            + " sequences.");
        }
        return Outcome.computed(this);
    }

    private CrossoverEffect effectOf(int column) {
        CrossoverEffect found = CrossoverEffect.PERIOD;
        for (CrossoverEffect effect : CrossoverEffect.values()) {
            if (first(effect) <= column) {
                found = effect;
            }
        }
        return found;
    }

    /** The matrix by columns. */
    double[][] matrix() {
        return columns.toArray(double[][]::new);
    }

    List<CrossoverObservation> rows() {
        return rows;
    }

    List<String> treatments() {
        return treatments;
    }

    /** The column of an effect's first difference. */
    int first(CrossoverEffect effect) {
        return firsts.get(effect);
    }

    /** The column after an effect's last difference. */
    int end(CrossoverEffect effect) {
        return ends.get(effect);
    }
}
