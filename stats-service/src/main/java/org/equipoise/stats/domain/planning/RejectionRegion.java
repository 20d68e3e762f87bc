package org.equipoise.stats.domain.planning;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.equipoise.stats.domain.numerics.StandardNormal;

/** The pairs of counts with which a test rejects in favour of the first arm, and the probability of hitting one. */
final class RejectionRegion {

    private static final double NEGLIGIBLE = 1e-17;

    private final ProportionsMethod method;
    private final int n1;
    private final int n2;
    private final double nullDifference;
    private final double level;
    private final double critical;
    private final RestrictedShares restricted;

    RejectionRegion(ProportionsMethod method, int n1, int n2, double nullDifference, double level) {
        this.method = method;
        this.n1 = n1;
        this.n2 = n2;
        this.nullDifference = nullDifference;
        this.level = level;
        this.critical = StandardNormal.upperQuantile(level);
        this.restricted = new RestrictedShares(n1, n2);
    }

    /** P(reject) for given response probabilities. */
    double probability(double p1, double p2) {
        double[] first = probabilities(n1, p1);
        double[] second = probabilities(n2, p2);
        return switch (method) {
            case POOLED_Z, UNPOOLED_Z -> everyPair(first, second);
            case MIETTINEN_NURMINEN, FISHER -> alongTheBorder(first, second);
        };
    }

    private static double[] probabilities(int n, double p) {
        BinomialDistribution distribution = BinomialDistribution.of(n, p);
        double[] result = new double[n + 1];
        for (int x = 0; x <= n; x++) {
            result[x] = distribution.probability(x);
        }
        return result;
    }

    private double everyPair(double[] first, double[] second) {
        double sum = 0;
        for (int x1 = 0; x1 <= n1; x1++) {
            double inner = 0;
            for (int x2 = 0; x2 <= n2; x2++) {
                if (rejects(x1, x2)) {
                    inner += second[x2];
                }
            }
            sum += first[x1] * inner;
        }
        return Math.min(1, sum);
    }

    /** Rejection holds for fewer responders of the second and more of the first arm too (Barnard's convexity). */
    private double alongTheBorder(double[] first, double[] second) {
        double sum = 0;
        double inner = 0;
        int next = 0;
        for (int x1 = 0; x1 <= n1; x1++) {
            while (next <= n2 && rejects(x1, next)) {
                inner += second[next++];
            }
            sum += first[x1] * inner;
        }
        return Math.min(1, sum);
    }

    boolean rejects(int x1, int x2) {
        if (method == ProportionsMethod.FISHER) {
            return fisherRejects(x1, x2);
        }
        double s1 = (double) x1 / n1;
        double s2 = (double) x2 / n2;
        double excess = s1 - s2 - nullDifference;
        return excess > 0 && excess > critical * Math.sqrt(variance(s1, s2));
    }

    /**
     * Whether the hypergeometric tail from the first count on stays within the level: its first term, then ratios of neighbours, as
     * long as they matter. Counts more than 1 below the mean have more than half of the probability at or above them.
     */
    private boolean fisherRejects(int x1, int x2) {
        double responders = (double) x1 + x2;
        if (x1 <= n1 * responders / ((double) n1 + n2) - 1) {
            return false;
        }
        double term = HypergeometricDistribution.of(n1 + n2, x1 + x2, n1).probability(x1);
        double sum = 0;
        for (int k = x1; k <= Math.min(n1, x1 + x2) && sum <= level && term > NEGLIGIBLE * sum; k++) {
            sum += term;
            term *= (n1 - k) * (responders - k) / ((k + 1.0) * (n2 - responders + k + 1));
        }
        return sum <= level;
    }

    private double variance(double s1, double s2) {
        double total = (double) n1 + n2;
        return switch (method) {
            case POOLED_Z, FISHER -> restricted.variance(s1, s2, 0);
            case UNPOOLED_Z -> s1 * (1 - s1) / n1 + s2 * (1 - s2) / n2;
            case MIETTINEN_NURMINEN -> restricted.variance(s1, s2, nullDifference) * (total / (total - 1));
        };
    }
}
