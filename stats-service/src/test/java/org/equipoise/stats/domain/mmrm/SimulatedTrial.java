package org.equipoise.stats.domain.mmrm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;

/** Seeded trials with two arms for tests; responses are irregular numbers with correlated errors. */
final class SimulatedTrial {

    private final int subjects;
    private final int visits;
    private final Random random;
    private double missing;
    private double scale = 1;
    private double baselineOrigin;

    SimulatedTrial(int subjects, int visits, long seed) {
        this.subjects = subjects;
        this.visits = visits;
        this.random = new Random(seed);
    }

    SimulatedTrial withMissing(double share) {
        this.missing = share;
        return this;
    }

    SimulatedTrial withResponseScale(double factor) {
        this.scale = factor;
        return this;
    }

    SimulatedTrial withBaselineOrigin(double origin) {
        this.baselineOrigin = origin;
        return this;
    }

    DataTable table() {
        List<String> subject = new ArrayList<>();
        List<String> arm = new ArrayList<>();
        List<String> visit = new ArrayList<>();
        double[] base = new double[subjects * visits];
        double[] change = new double[subjects * visits];
        double[] weight = new double[subjects * visits];
        for (int i = 0; i < subjects; i++) {
            double baseline = 30 + 5 * random.nextGaussian();
            double level = 2 * random.nextGaussian();
            double error = 0;
            for (int v = 0; v < visits; v++) {
                int row = subject.size();
                error = 0.5 * error + (1 + 0.2 * v) * random.nextGaussian();
                subject.add("K" + (1000 + i));
                arm.add(i % 2 == 0 ? "PBO" : "KET");
                visit.add("D" + (10 + v));
                base[row] = baselineOrigin + baseline;
                double value = -2.0 * (i % 2) - 0.3 * (baseline - 30) + level + error;
                change[row] = random.nextDouble() < missing ? Double.NaN : scale * value;
                weight[row] = 0.5 + random.nextDouble();
            }
        }
        return DataTable.of(
                FactorColumn.of("SUBJ", subject),
                FactorColumn.of("ARM", List.of("PBO", "KET"), arm),
                FactorColumn.of("VISIT", visit),
                new NumericColumn("BASE", base),
                new NumericColumn("CHG", change),
                new NumericColumn("W", weight));
    }
}
