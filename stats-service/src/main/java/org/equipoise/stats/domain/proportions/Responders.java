package org.equipoise.stats.domain.proportions;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * How many of an arm responded.
 *
 * @param count the responders, from 0 to the total
 * @param total the participants, from 0 to 10 million; in a stratum it may be 0
 */
public record Responders(int count, int total) {

    private static final int LARGEST = 10_000_000;

    /** Checks the counts. */
    public Responders {
        if (count < 0 || count > total || total > LARGEST) {
            throw new IllegalArgumentException(
                    "responders must lie between 0 and the total, which may be 10 million, but " + count + " of "
                            + total + " are given");
        }
    }

    /**
     * The share of responders.
     *
     * @return count / total
     * @throws IllegalArgumentException if there is no participant
     */
    public double share() {
        requireSome();
        return (double) count / total;
    }

    /**
     * Wilson's score interval: the p with |share &minus; p| &le; z &radic;(p(1 &minus; p)/n). Source: Wilson, JASA
     * 1927;22:209.
     *
     * @param level the coverage
     * @return the interval of the response probability
     */
    public ConfidenceInterval wilson(double level) {
        requireSome();
        double z = StandardNormal.upperQuantile((1 - ConfidenceInterval.requireLevel(level)) / 2);
        double square = z * z;
        double center = (count + square / 2) / (total + square);
        double half = z / (total + square) * Math.sqrt((double) count * (total - count) / total + square / 4);
        return new ConfidenceInterval(
                count == 0 ? 0 : Math.max(0, center - half), count == total ? 1 : Math.min(1, center + half), level);
    }

    /**
     * Clopper and Pearson's exact interval, from quantiles of beta distributions. Source: Biometrika 1934;26:404.
     *
     * @param level the coverage that is guaranteed
     * @return the interval of the response probability
     */
    public ConfidenceInterval clopperPearson(double level) {
        requireSome();
        double tail = (1 - ConfidenceInterval.requireLevel(level)) / 2;
        double lower = count == 0 ? 0 : betaQuantile(count, total - count + 1.0, tail);
        double upper = count == total ? 1 : 1 - betaQuantile((double) total - count, count + 1.0, tail);
        return new ConfidenceInterval(lower, upper, level);
    }

    private static double betaQuantile(double alpha, double beta, double probability) {
        BetaDistribution distribution = BetaDistribution.of(alpha, beta);
        double logTarget = Math.log(probability);
        return MonotoneRoot.between(x -> Math.log(distribution.cumulativeProbability(x)) - logTarget, 0, 1);
    }

    Responders requireSome() {
        if (total == 0) {
            throw new IllegalArgumentException("there must be at least one participant, but there are none");
        }
        return this;
    }

    int others() {
        return total - count;
    }
}
