package org.equipoise.stats.domain.imputation;

/**
 * The analysis of one completed data set at one visit, for outcomes y + &Sigma; s<sub>d</sub>d of any sizes s of the shifts d.
 *
 * @param estimates for each effect, the estimate of y and what each shift of size 1 adds to it
 * @param squares residual sums of squares and products of y and the shifts
 * @param leverages for each effect, its variance over the residual variance
 * @param degreesOfFreedom of the residual variance
 */
@SuppressWarnings("ArrayRecordComponent")
record VisitStatistics(double[][] estimates, double[][] squares, double[] leverages, int degreesOfFreedom) {

    double estimate(int effect, double[] sizes) {
        double sum = estimates[effect][0];
        for (int d = 0; d < sizes.length; d++) {
            sum += sizes[d] * estimates[effect][d + 1];
        }
        return sum;
    }

    double variance(int effect, double[] sizes) {
        double sum = squares[0][0];
        for (int a = 0; a < sizes.length; a++) {
            sum += 2 * sizes[a] * squares[0][a + 1];
            for (int b = 0; b < sizes.length; b++) {
                sum += sizes[a] * sizes[b] * squares[a + 1][b + 1];
            }
        }
        return Math.max(0, sum) / degreesOfFreedom * leverages[effect];
    }

    /** The same with one of the shifts, the others left out. */
    VisitStatistics along(int shift) {
        double[][] own = new double[estimates.length][];
        for (int effect = 0; effect < own.length; effect++) {
            own[effect] = new double[] {estimates[effect][0], estimates[effect][shift + 1]};
        }
        int d = shift + 1;
        return new VisitStatistics(
                own,
                new double[][] {{squares[0][0], squares[0][d]}, {squares[d][0], squares[d][d]}},
                leverages,
                degreesOfFreedom);
    }
}
