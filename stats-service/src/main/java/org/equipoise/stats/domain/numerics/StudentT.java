package org.equipoise.stats.domain.numerics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t distribution with full accuracy in its tails.
 *
 * <p>Probabilities are those of Apache Commons Statistics (regularized incomplete beta function); its quantiles, found
 * by bracketing, are polished by Newton steps to the last digits.
 */
public final class StudentT {

    private static final int POLISHING_STEPS = 4;

    private final TDistribution distribution;

    /**
     * The distribution of the given degrees of freedom.
     *
     * @param degreesOfFreedom above 0, not necessarily a whole number; infinite gives the normal distribution
     */
    public StudentT(double degreesOfFreedom) {
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be above 0, but are " + degreesOfFreedom);
        }
        this.distribution = TDistribution.of(degreesOfFreedom);
    }

    /**
     * P(T &gt; t).
     *
     * @param t any number
     * @return the probability
     */
    public double above(double t) {
        return distribution.survivalProbability(t);
    }

    /**
     * P(T &lt; t).
     *
     * @param t any number
     * @return the probability
     */
    public double below(double t) {
        return distribution.cumulativeProbability(t);
    }

    /**
     * P(|T| &gt; |t|).
     *
     * @param t any number
     * @return the two-sided p-value
     */
    public double outside(double t) {
        return Math.min(1, 2 * distribution.survivalProbability(Math.abs(t)));
    }

    /**
     * The t with P(T &gt; t) = p.
     *
     * @param p strictly between 0 and 1
     * @return the upper quantile
     */
    public double upperQuantile(double p) {
        if (p > 0.5) {
            return -upperQuantile(1 - p);
        }
        double t = distribution.inverseSurvivalProbability(p);
        for (int step = 0; step < POLISHING_STEPS; step++) {
            double density = distribution.density(t);
            double correction = (distribution.survivalProbability(t) - p) / density;
            if (!Double.isFinite(correction) || Math.abs(correction) > 0.1 * Math.max(1, Math.abs(t))) {
                break;
            }
            t += correction;
        }
        return t;
    }
}
