package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.List;

/**
 * Minimization a second time, from the formulas in docs/methods/randomization.md, over the plain history of who had which
 * levels and went where: probabilities in floating point, no totals kept, nothing shared with the production code.
 */
final class SecondMinimization {

    private final int cells;
    private final String measure;
    private final double[] weights;
    private final double[] ranks;
    private final List<int[]> levels = new ArrayList<>();
    private final List<Integer> went = new ArrayList<>();

    SecondMinimization(int cells, String measure, double[] weights, double[] ranks) {
        this.cells = cells;
        this.measure = measure;
        this.weights = weights.clone();
        this.ranks = ranks.clone();
    }

    void add(int[] subject, int cell) {
        levels.add(subject.clone());
        went.add(cell);
    }

    /** The probability of each cell for the next subject. */
    double[] next(int[] subject) {
        double[] g = new double[cells];
        for (int j = 0; j < cells; j++) {
            for (int f = 0; f < weights.length; f++) {
                double[] n = new double[cells];
                for (int i = 0; i < went.size(); i++) {
                    if (levels.get(i)[f] == subject[f]) {
                        n[went.get(i)]++;
                    }
                }
                n[j]++;
                g[j] += weights[f] * distance(n);
            }
        }
        double[] probabilities = new double[cells];
        for (int j = 0; j < cells; j++) {
            int better = 0;
            int equal = 0;
            for (int other = 0; other < cells; other++) {
                if (Math.abs(g[other] - g[j]) < 1e-9) {
                    equal++;
                } else if (g[other] < g[j]) {
                    better++;
                }
            }
            for (int rank = better; rank < better + equal; rank++) {
                probabilities[j] += ranks[rank] / equal;
            }
        }
        return probabilities;
    }

    private double distance(double[] n) {
        double least = n[0];
        double most = n[0];
        double sum = 0;
        for (double count : n) {
            least = Math.min(least, count);
            most = Math.max(most, count);
            sum += count;
        }
        double variance = 0;
        for (double count : n) {
            variance += (count - sum / cells) * (count - sum / cells) / (cells - 1);
        }
        return measure.equals("range") ? most - least : measure.equals("variance") ? variance : Math.sqrt(variance);
    }
}
