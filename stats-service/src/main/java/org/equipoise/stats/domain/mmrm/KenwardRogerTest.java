package org.equipoise.stats.domain.mmrm;

/**
 * Denominator degrees of freedom and scale of Kenward and Roger's F statistic for several functions.
 *
 * <p>With O an orthonormal basis of the span of the functions' u and G<sub>i</sub> = O'B<sub>i</sub>O, A<sub>1</sub> =
 * &Sigma; w<sub>ij</sub> tr G<sub>i</sub> tr G<sub>j</sub> and A<sub>2</sub> = &Sigma; w<sub>ij</sub>
 * tr(G<sub>i</sub>G<sub>j</sub>); from them the approximate mean and variance of F, which an F distribution with q and m
 * degrees of freedom, divided by &lambda;, is made to match. Source: Kenward and Roger, Biometrics 1997;53:983, section 4
 * with the modification of its end.
 *
 * @param degreesOfFreedom m, not positive where the approximation breaks down
 * @param scale &lambda;, by which to multiply F
 */
record KenwardRogerTest(double degreesOfFreedom, double scale) {

    private static final double NEGLIGIBLE = 1e-12;

    /**
     * Matches moments.
     *
     * @param model variances and their slopes
     * @param functions q independent u
     * @return degrees of freedom and scale
     */
    static KenwardRogerTest of(ModelVariance model, double[][] functions) {
        double[][] basis = orthonormal(functions);
        int q = basis.length;
        double[] traces = new double[model.projections().length];
        double second = 0;
        for (int a = 0; a < q; a++) {
            for (int b = 0; b <= a; b++) {
                double[] slopes = model.slopes(basis[a], basis[b]);
                second += (a == b ? 1 : 2) * model.product(slopes, slopes);
                for (int i = 0; a == b && i < traces.length; i++) {
                    traces[i] += slopes[i];
                }
            }
        }
        return of(q, model.product(traces, traces), second);
    }

    private static KenwardRogerTest of(int q, double first, double second) {
        if (!(second > NEGLIGIBLE)) {
            return new KenwardRogerTest(Double.POSITIVE_INFINITY, 1);
        }
        double b = (first + 6 * second) / (2 * q);
        double g = ((q + 1) * first - (q + 4) * second) / ((q + 2) * second);
        double denominator = 3.0 * q + 2 * (1 - g);
        double c1 = g / denominator;
        double c2 = (q - g) / denominator;
        double c3 = (q + 2 - g) / denominator;
        double mean = 1 / (1 - second / q);
        double variance = 2.0 / q * (1 + c1 * b) / ((1 - c2 * b) * (1 - c2 * b) * (1 - c3 * b));
        double ratio = variance / (2 * mean * mean);
        double degrees = 4 + (q + 2) / (q * ratio - 1);
        double scale = degrees / (mean * (degrees - 2));
        return degrees > 2 && scale > 0 && Double.isFinite(scale)
                ? new KenwardRogerTest(degrees, scale)
                : new KenwardRogerTest(-1, 1);
    }

    private static double[][] orthonormal(double[][] functions) {
        double[][] basis = new double[functions.length][];
        for (int r = 0; r < functions.length; r++) {
            double[] rest = functions[r].clone();
            for (int pass = 0; pass < 2; pass++) {
                for (int s = 0; s < r; s++) {
                    double product = 0;
                    for (int i = 0; i < rest.length; i++) {
                        product += rest[i] * basis[s][i];
                    }
                    for (int i = 0; i < rest.length; i++) {
                        rest[i] -= product * basis[s][i];
                    }
                }
            }
            double length = Math.sqrt(ModelVariance.square(rest));
            for (int i = 0; i < rest.length; i++) {
                rest[i] /= length;
            }
            basis[r] = rest;
        }
        return basis;
    }
}
