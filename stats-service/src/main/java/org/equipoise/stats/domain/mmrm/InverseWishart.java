package org.equipoise.stats.domain.mmrm;

import java.util.Optional;
import org.equipoise.stats.domain.numerics.Cholesky;
import org.equipoise.stats.domain.numerics.CounterRandom;

/**
 * Draws of random matrices by Bartlett's decomposition: A lower triangular, A<sub>aa</sub>&sup2; chi-squared with &nu;
 * &minus; a degrees of freedom (a from 0), standard normal numbers below the diagonal; then AA' ~ W(&nu;, I). Source:
 * Bartlett, Proceedings of the Royal Society of Edinburgh 1933;53:260.
 */
final class InverseWishart {

    private InverseWishart() {}

    /** A, m &times; m by rows, for &nu; &gt; m &minus; 1. */
    static double[] bartlett(double degrees, int m, CounterRandom random) {
        double[] a = new double[m * m];
        for (int row = 0; row < m; row++) {
            for (int column = 0; column < row; column++) {
                a[row * m + column] = random.nextNormal();
            }
            a[row * m + row] = Math.sqrt(random.nextChiSquared(degrees - row));
        }
        return a;
    }

    /**
     * A draw of &Sigma; where &Sigma;<sup>&minus;1</sup> ~ W(&nu;, S<sup>&minus;1</sup>): with S = LL', &Sigma; = MM', M =
     * LA'<sup>&minus;1</sup>.
     *
     * @param degrees &nu; &gt; m &minus; 1
     * @param scale S, m &times; m by rows, overwritten
     * @param m the order
     * @return &Sigma;, or empty if S is not positive definite in double precision
     */
    static Optional<double[]> draw(double degrees, double[] scale, int m, CounterRandom random) {
        double[] inverse = Cholesky.inverseFactor(bartlett(degrees, m, random), m);
        if (!Cholesky.factor(scale, m)) {
            return Optional.empty();
        }
        double[] root = new double[m * m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                double sum = 0;
                for (int k = 0; k <= Math.min(a, b); k++) {
                    sum += scale[a * m + k] * inverse[b * m + k];
                }
                root[a * m + b] = sum;
            }
        }
        double[] sigma = new double[m * m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int k = 0; k < m; k++) {
                    sum += root[a * m + k] * root[b * m + k];
                }
                sigma[a * m + b] = sum;
                sigma[b * m + a] = sum;
            }
        }
        return Optional.of(sigma);
    }
}
