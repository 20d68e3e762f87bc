package org.equipoise.stats.domain.proportions;

import org.equipoise.stats.domain.numerics.MonotoneRoot;

/**
 * The variance of a difference of shares if the true difference is given.
 *
 * <p>With p&#8321; = p&#8322; + &delta; the likelihood is maximal where x&#8321;/p&#8321; &minus; (n&#8321; &minus;
 * x&#8321;)/(1 &minus; p&#8321;) + x&#8322;/p&#8322; &minus; (n&#8322; &minus; x&#8322;)/(1 &minus; p&#8322;) = 0; the left side
 * falls in p&#8322;, so that the root is bracketed by the range of p&#8322;. Source: Miettinen and Nurminen, Statistics in
 * Medicine 1985;4:213.
 */
final class RestrictedLikelihood {

    private final Responders first;
    private final Responders second;

    RestrictedLikelihood(Responders first, Responders second) {
        this.first = first;
        this.second = second;
    }

    /** p&#8321;(1 &minus; p&#8321;)/n&#8321; + p&#8322;(1 &minus; p&#8322;)/n&#8322; at the maximum. */
    double variance(double difference) {
        double lowest = Math.max(0, -difference);
        double highest = Math.min(1, 1 - difference);
        double p = highest > lowest
                ? MonotoneRoot.between(share -> -score(share, difference), lowest, highest)
                : 0.5 * (lowest + highest);
        double shifted = Math.min(1, Math.max(0, p + difference));
        return shifted * (1 - shifted) / first.total() + p * (1 - p) / second.total();
    }

    private double score(double p, double difference) {
        double q = p + difference;
        return term(first.count(), q)
                - term(first.others(), 1 - q)
                + term(second.count(), p)
                - term(second.others(), 1 - p);
    }

    private static double term(int count, double share) {
        return count == 0 ? 0 : count / Math.max(share, Double.MIN_NORMAL);
    }
}
