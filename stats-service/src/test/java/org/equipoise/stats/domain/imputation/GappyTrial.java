package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;

/** Seeded trials with dropouts and gaps: every other subject in arm KET, whose effect is &minus;2. */
final class GappyTrial {

    static final String US = "CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT | SUBJ)";
    static final String BY_ARM = "CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT | ARM/SUBJ)";

    private final int subjects;
    private final int visits;
    private final Random random;
    private double dropout = 0.25;
    private double gaps = 0.05;

    GappyTrial(int subjects, int visits, long seed) {
        this.subjects = subjects;
        this.visits = visits;
        this.random = new Random(seed);
    }

    GappyTrial with(double shareOfDropouts, double shareOfGaps) {
        this.dropout = shareOfDropouts;
        this.gaps = shareOfGaps;
        return this;
    }

    static ImputationModel model(String formula) {
        return ImputationModel.parse(formula, "CHG ~ BASE + ARM", ImputationModel.Treatment.of("ARM", "PBO"));
    }

    DataTable table() {
        List<String> subject = new ArrayList<>();
        List<String> arm = new ArrayList<>();
        List<String> visit = new ArrayList<>();
        double[] base = new double[subjects * visits];
        double[] change = new double[subjects * visits];
        for (int i = 0; i < subjects; i++) {
            double baseline = 30 + 5 * random.nextGaussian();
            double level = 2 * random.nextGaussian();
            double error = 0;
            boolean out = false;
            for (int v = 0; v < visits; v++) {
                int row = subject.size();
                error = 0.5 * error + (1.5 + 0.3 * v + 0.5 * (i % 2)) * random.nextGaussian();
                out |= v > 0 && random.nextDouble() < dropout / (visits - 1);
                subject.add("K" + (1000 + i));
                arm.add(i % 2 == 0 ? "PBO" : "KET");
                visit.add("W" + (10 + v));
                base[row] = baseline;
                double value = -2.0 * (i % 2) - 0.5 * v - 0.3 * (baseline - 30) + level + error;
                change[row] = out || random.nextDouble() < gaps ? Double.NaN : value;
            }
        }
        return DataTable.of(
                FactorColumn.of("SUBJ", subject),
                FactorColumn.of("ARM", List.of("PBO", "KET"), arm),
                FactorColumn.of("VISIT", visit),
                new NumericColumn("BASE", base),
                new NumericColumn("CHG", change));
    }

    IncompleteTrial trial(String formula, ImputationStrategy strategy) {
        return IncompleteTrial.of(model(formula), table())
                .flatMap(trial -> trial.withDropouts(strategy))
                .orElseThrow();
    }
}
