package org.equipoise.stats.domain.groupsequential;

/** A solved boundary, before it is presented. */
final class BoundaryValues {

    private static final double ROUNDING = 4e-15;

    private final double[] critical;
    private final double[] increments;
    private final boolean exhaustsAlpha;
    private final double numericalError;

    BoundaryValues(double[] critical, double[] increments, boolean exhaustsAlpha, double numericalError) {
        this.critical = critical;
        this.increments = increments;
        this.exhaustsAlpha = exhaustsAlpha;
        this.numericalError = numericalError;
    }

    /** The number of looks. */
    int looks() {
        return critical.length;
    }

    /** The critical value of a look (from 0) on the z scale. */
    double critical(int look) {
        return critical[look];
    }

    /** The probability of crossing the upper bound first at a look (from 0), without an effect. */
    double increment(int look) {
        return increments[look];
    }

    /** Whether the last look spends all of alpha. */
    boolean exhaustsAlpha() {
        return exhaustsAlpha;
    }

    double numericalError() {
        return numericalError;
    }

    /** The largest difference between the finite values of two computations, plus rounding. */
    static double difference(double[] fine, double[] coarse) {
        double largest = 0;
        for (int i = 0; i < fine.length; i++) {
            if (!Double.isInfinite(fine[i]) || !Double.isInfinite(coarse[i])) {
                largest = Math.max(largest, Math.abs(fine[i] - coarse[i]) + ROUNDING * Math.abs(fine[i]));
            }
        }
        return largest;
    }
}
