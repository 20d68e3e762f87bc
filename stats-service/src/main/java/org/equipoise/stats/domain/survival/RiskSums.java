package org.equipoise.stats.domain.survival;

/** The weighted number, mean and covariance of those at risk, updated one by one; weights are relative to the largest so far. */
final class RiskSums {

    private final int columns;
    private final double[] mean;
    private final double[][] spread;
    private double shift = Double.NEGATIVE_INFINITY;
    private double total;

    RiskSums(int columns) {
        this.columns = columns;
        this.mean = new double[columns];
        this.spread = new double[columns][columns];
    }

    /** Adds a member of weight exp(predictor). */
    void add(double predictor, double[] values) {
        if (predictor > shift) {
            double factor = Math.exp(shift - predictor);
            total *= factor;
            scaleSpread(factor);
            shift = predictor;
        }
        mix(Math.exp(predictor - shift), values);
    }

    private void mix(double weight, double[] values) {
        double before = total;
        total += weight;
        double share = weight / total;
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                spread[i][j] += before * share * (values[i] - mean[i]) * (values[j] - mean[j]);
            }
        }
        for (int i = 0; i < columns; i++) {
            mean[i] += share * (values[i] - mean[i]);
        }
    }

    private void scaleSpread(double factor) {
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                spread[i][j] *= factor;
            }
        }
    }

    /** These sums with a part of others, all of whose members are among them, taken out. */
    RiskSums without(RiskSums others, double part) {
        RiskSums rest = new RiskSums(columns);
        double weight = part * others.total * Math.exp(others.shift - shift);
        rest.shift = shift;
        rest.total = Math.max(Double.MIN_NORMAL, total - weight);
        for (int i = 0; i < columns; i++) {
            rest.mean[i] = mean[i] - weight / rest.total * (others.mean[i] - mean[i]);
        }
        double factor = part * Math.exp(others.shift - shift);
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                double apart = weight * (others.mean[i] - mean[i]) * (others.mean[j] - mean[j]) * (total / rest.total);
                rest.spread[i][j] = spread[i][j] - factor * others.spread[i][j] - apart;
            }
        }
        return rest;
    }

    double logTotal() {
        return shift + Math.log(total);
    }

    double mean(int column) {
        return mean[column];
    }

    double covariance(int one, int other) {
        return spread[one][other] / total;
    }

    /** exp(predictor) / total. */
    double share(double predictor) {
        return Math.exp(predictor - shift) / total;
    }
}
