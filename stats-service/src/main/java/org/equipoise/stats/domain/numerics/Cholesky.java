package org.equipoise.stats.domain.numerics;

/**
 * A = LL' for symmetric positive definite matrices in flat arrays by rows, of which only the lower triangle is read.
 *
 * <p>Source: Golub and Van Loan, Matrix Computations, section 4.2.
 */
public final class Cholesky {

    private Cholesky() {}

    /**
     * Replaces the lower triangle of a matrix by its factor.
     *
     * @param a n &times; n; its upper triangle is left as it is
     * @param n the order
     * @return false, with the matrix partly overwritten, if it is not positive definite in double precision
     */
    public static boolean factor(double[] a, int n) {
        for (int j = 0; j < n; j++) {
            int row = j * n;
            for (int k = 0; k < j; k++) {
                double sum = a[row + k];
                int other = k * n;
                for (int l = 0; l < k; l++) {
                    sum -= a[row + l] * a[other + l];
                }
                a[row + k] = sum / a[other + k];
            }
            double original = a[row + j];
            double pivot = original;
            for (int l = 0; l < j; l++) {
                pivot -= a[row + l] * a[row + l];
            }
            if (!(pivot > 1e-15 * original) || !(pivot < Double.MAX_VALUE)) {
                return false;
            }
            a[row + j] = Math.sqrt(pivot);
        }
        return true;
    }

    /**
     * The logarithm of the determinant of LL'.
     *
     * @param l the factor
     * @param n the order
     * @return log |LL'|
     */
    public static double logDeterminant(double[] l, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += Math.log(l[j * n + j]);
        }
        return 2 * sum;
    }

    /**
     * Solves LL'x = b in place.
     *
     * @param l the factor
     * @param n the order
     * @param b on entry b, on return x
     */
    public static void solve(double[] l, int n, double[] b) {
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= l[i * n + k] * b[k];
            }
            b[i] = sum / l[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = b[i];
            for (int k = i + 1; k < n; k++) {
                sum -= l[k * n + i] * b[k];
            }
            b[i] = sum / l[i * n + i];
        }
    }

    /**
     * (LL')<sup>&minus;1</sup>.
     *
     * @param l the factor
     * @param n the order
     * @return the full symmetric inverse
     */
    public static double[] inverse(double[] l, int n) {
        double[] root = inverseFactor(l, n);
        double[] inverse = new double[n * n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i <= k; i++) {
                double factor = root[k * n + i];
                for (int j = 0; j <= i; j++) {
                    inverse[i * n + j] += factor * root[k * n + j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                inverse[j * n + i] = inverse[i * n + j];
            }
        }
        return inverse;
    }

    /**
     * L<sup>&minus;1</sup>, lower triangular.
     *
     * @param l the factor
     * @param n the order
     * @return the inverse, zero above the diagonal
     */
    public static double[] inverseFactor(double[] l, int n) {
        double[] inverse = new double[n * n];
        for (int j = 0; j < n; j++) {
            inverse[j * n + j] = 1 / l[j * n + j];
            for (int i = j + 1; i < n; i++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum -= l[i * n + k] * inverse[k * n + j];
                }
                inverse[i * n + j] = sum / l[i * n + i];
            }
        }
        return inverse;
    }
}
