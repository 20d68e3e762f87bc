package org.equipoise.stats.domain.twosample;

import java.util.Arrays;

/** The distribution of Mann and Whitney's statistic without ties. */
final class MannWhitney {

    private MannWhitney() {}

    /** The probabilities of 0, 1, &hellip;, mn: the coefficients of the Gaussian binomial, by its product form. */
    static double[] distribution(int m, int n) {
        int most = m * n;
        double[] counts = new double[most + 1];
        counts[0] = 1;
        for (int i = 1; i <= m; i++) {
            for (int sum = most; sum >= n + i; sum--) {
                counts[sum] -= counts[sum - n - i];
            }
            for (int sum = i; sum <= most; sum++) {
                counts[sum] += counts[sum - i];
            }
        }
        double all = Arrays.stream(counts).sum();
        return Arrays.stream(counts).map(count -> count / all).toArray();
    }
}
