package org.equipoise.stats.domain.numerics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The standard normal distribution N(0, 1), with full relative accuracy in both tails.
 *
 * <p>Distribution function and quantile are those of Apache Commons Statistics, whose error function is accurate to a
 * few units in the last place as long as the result is a normal double (|z| up to about 38).
 */
public final class StandardNormal {

    private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private StandardNormal() {}

    /**
     * Density &phi;(z) = exp(&minus;z&sup2;/2) / &radic;(2&pi;).
     *
     * @param z any number
     * @return the density at z
     */
    public static double density(double z) {
        return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * z * z);
    }

    /**
     * Distribution function &Phi;(z) = P(Z &le; z).
     *
     * @param z any number, infinities included
     * @return the probability
     */
    public static double below(double z) {
        return STANDARD.cumulativeProbability(z);
    }

    /**
     * Survival function 1 &minus; &Phi;(z) = P(Z &gt; z), without cancellation for large z.
     *
     * @param z any number, infinities included
     * @return the probability
     */
    public static double above(double z) {
        return STANDARD.survivalProbability(z);
    }

    /**
     * Upper quantile: the z with P(Z &gt; z) = p, accurate for the smallest p.
     *
     * @param p a probability from 0 to 1
     * @return the quantile; +&infin; for 0 and &minus;&infin; for 1
     */
    public static double upperQuantile(double p) {
        return STANDARD.inverseSurvivalProbability(p);
    }
}
