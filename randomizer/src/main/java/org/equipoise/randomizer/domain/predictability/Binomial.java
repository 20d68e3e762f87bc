package org.equipoise.randomizer.domain.predictability;

/** The binomial law, computed outwards from its mode, so that no factor over- or underflows. */
final class Binomial {

    private Binomial() {}

    /** P(0), …, P(n) for n trials with probability p. */
    static double[] probabilities(int n, double p) {
        double[] law = new double[n + 1];
        if (p <= 0 || p >= 1) {
            law[p <= 0 ? 0 : n] = 1;
            return law;
        }
        int mode = Math.min(n, (int) ((n + 1) * p));
        law[mode] = 1;
        for (int m = mode; m > 0; m--) {
            law[m - 1] = law[m] * m * (1 - p) / ((n - m + 1) * p);
        }
        for (int m = mode; m < n; m++) {
            law[m + 1] = law[m] * (n - m) * p / ((m + 1) * (1 - p));
        }
        double sum = 0;
        for (double probability : law) {
            sum += probability;
        }
        for (int m = 0; m <= n; m++) {
            law[m] /= sum;
        }
        return law;
    }
}
