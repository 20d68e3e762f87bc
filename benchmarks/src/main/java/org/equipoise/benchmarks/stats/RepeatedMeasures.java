package org.equipoise.benchmarks.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;

/**
 * Made-up trials of two arms with correlated errors. Of a hundred subjects three leave after each visit, and three of
 * those who stay miss the next one, so that there are many patterns of missing visits.
 */
public final class RepeatedMeasures {

    private static final double LEAVES = 0.03;
    private static final double MISSES = 0.03;
    private static final long SEED = 20_260_301;

    private final int visits;
    private final Random random = new Random(SEED);
    private final List<String> subject = new ArrayList<>();
    private final List<String> arm = new ArrayList<>();
    private final List<String> visit = new ArrayList<>();
    private final List<Double> base = new ArrayList<>();
    private final List<Double> change = new ArrayList<>();

    private RepeatedMeasures(int visits) {
        this.visits = visits;
    }

    /** One row for each subject and visit at which the subject was seen. */
    public static DataTable table(int subjects, int visits) {
        RepeatedMeasures trial = new RepeatedMeasures(visits);
        for (int i = 0; i < subjects; i++) {
            trial.follow(i);
        }
        return DataTable.of(
                FactorColumn.of("SUBJ", trial.subject),
                FactorColumn.of("ARM", List.of("PBO", "TRT"), trial.arm),
                FactorColumn.of("VISIT", trial.visit),
                new NumericColumn("BASE", numbers(trial.base)),
                new NumericColumn("CHG", numbers(trial.change)));
    }

    private void follow(int number) {
        double baseline = 30 + 5 * random.nextGaussian();
        double level = 3 * random.nextGaussian();
        double error = 0;
        for (int v = 0; v < visits; v++) {
            error = 0.5 * error + (1 + 0.2 * v) * random.nextGaussian();
            if (v == 0 || random.nextDouble() >= MISSES) {
                subject.add("S" + (100_000 + number));
                arm.add(number % 2 == 0 ? "PBO" : "TRT");
                visit.add("V" + (10 + v));
                base.add(baseline);
                change.add(-0.5 * v - 1.5 * (number % 2) - 0.3 * (baseline - 30) + level + error);
            }
            if (random.nextDouble() < LEAVES) {
                return;
            }
        }
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
