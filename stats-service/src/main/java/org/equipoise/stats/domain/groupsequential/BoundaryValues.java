package org.equipoise.stats.domain.groupsequential;

/**
 * A solved boundary, before it is presented.
 *
 * @param critical critical values on the z scale
 * @param oneSidedIncrements the probability of crossing the upper bound first at each look, without an effect
 * @param exhaustsAlpha whether the last look spends all of alpha
 * @param numericalError the error estimate of the critical values
 */
record BoundaryValues(double[] critical, double[] oneSidedIncrements, boolean exhaustsAlpha, double numericalError) {

    private static final double ROUNDING = 4e-15;

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
