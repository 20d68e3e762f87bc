package org.equipoise.stats.domain.planning;

import org.equipoise.stats.domain.numerics.MonotoneRoot;

/**
 * The proportions that maximize the likelihood when their difference is given, and the variance that follows.
 *
 * <p>For the weights n&#8321;, n&#8322; and the shares s&#8321;, s&#8322; the root p of n&#8321;(s&#8321;/(p + &delta;) &minus; (1 &minus;
 * s&#8321;)/(1 &minus; p &minus; &delta;)) + n&#8322;(s&#8322;/p &minus; (1 &minus; s&#8322;)/(1 &minus; p)), which falls in p.
 */
final class RestrictedShares {

    private final double firstWeight;
    private final double secondWeight;

    RestrictedShares(double firstWeight, double secondWeight) {
        this.firstWeight = firstWeight;
        this.secondWeight = secondWeight;
    }

    /** p&#8321;(1 &minus; p&#8321;)/n&#8321; + p&#8322;(1 &minus; p&#8322;)/n&#8322; at the maximum. */
    double variance(double firstShare, double secondShare, double difference) {
        double second = second(firstShare, secondShare, difference);
        double first = Math.min(1, Math.max(0, second + difference));
        return first * (1 - first) / firstWeight + second * (1 - second) / secondWeight;
    }

    private double second(double firstShare, double secondShare, double difference) {
        if (difference == 0) {
            return (firstWeight * firstShare + secondWeight * secondShare) / (firstWeight + secondWeight);
        }
        double lowest = Math.max(0, -difference);
        double highest = Math.min(1, 1 - difference);
        if (!(highest > lowest)) {
            return 0.5 * (lowest + highest);
        }
        return MonotoneRoot.between(
                p -> -firstWeight * slope(firstShare, p + difference) - secondWeight * slope(secondShare, p),
                lowest,
                highest);
    }

    private static double slope(double share, double p) {
        return term(share, p) - term(1 - share, 1 - p);
    }

    private static double term(double share, double p) {
        return share == 0 ? 0 : share / Math.max(p, Double.MIN_NORMAL);
    }
}
