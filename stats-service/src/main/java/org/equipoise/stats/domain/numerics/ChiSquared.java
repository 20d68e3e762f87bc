package org.equipoise.stats.domain.numerics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The upper tail of the chi-squared distribution. */
public final class ChiSquared {

    private ChiSquared() {}

    /**
     * P(X &gt; x).
     *
     * @param x a statistic, 0 or more
     * @param degreesOfFreedom above 0
     * @return the p-value
     */
    public static double above(double x, double degreesOfFreedom) {
        return degreesOfFreedom == 1
                ? Math.min(1, 2 * StandardNormal.above(Math.sqrt(x)))
                : ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(x);
    }
}
