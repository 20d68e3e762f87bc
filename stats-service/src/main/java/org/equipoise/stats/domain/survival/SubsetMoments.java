package org.equipoise.stats.domain.survival;

import java.util.Arrays;

/**
 * Log sum of the weights of all subsets of k members, and the mean and covariance of the subsets' covariate sums, for every k up to a
 * size, as members are included one by one.
 */
final class SubsetMoments {

    private final int size;
    private final int columns;
    private final double[] logs;
    private final double[][] means;
    private final double[][][] covariances;

    SubsetMoments(int size, int columns) {
        this.size = size;
        this.columns = columns;
        this.logs = new double[size + 1];
        this.means = new double[size + 1][columns];
        this.covariances = new double[size + 1][columns][columns];
        Arrays.fill(logs, Double.NEGATIVE_INFINITY);
        logs[0] = 0;
    }

    /** Includes a member of weight exp(predictor); so many will follow. */
    void include(double predictor, double[] values, int following) {
        for (int k = size; k >= Math.max(1, size - following); k--) {
            if (logs[k - 1] > Double.NEGATIVE_INFINITY) {
                update(k, predictor, values);
            }
        }
    }

    private void update(int k, double predictor, double[] values) {
        double with = predictor + logs[k - 1];
        double larger = Math.max(with, logs[k]);
        double sum = larger + Math.log1p(Math.exp(-Math.abs(with - logs[k])));
        double share = Math.exp(with - sum);
        double[] difference = new double[columns];
        for (int i = 0; i < columns; i++) {
            difference[i] = means[k - 1][i] + values[i] - means[k][i];
        }
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                covariances[k][i][j] = (1 - share) * covariances[k][i][j]
                        + share * covariances[k - 1][i][j]
                        + share * (1 - share) * difference[i] * difference[j];
            }
            means[k][i] += share * difference[i];
        }
        logs[k] = sum;
    }

    double logTotal() {
        return logs[size];
    }

    double mean(int column) {
        return means[size][column];
    }

    double covariance(int one, int other) {
        return covariances[size][one][other];
    }
}
