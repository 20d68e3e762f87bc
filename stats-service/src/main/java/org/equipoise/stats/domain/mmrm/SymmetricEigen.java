package org.equipoise.stats.domain.mmrm;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.
 *
 * <p>Source: Golub and Van Loan, Matrix Computations, section 8.5. Eigenvalues come in descending order.
 */
final class SymmetricEigen {

    private static final int SWEEPS = 60;

    private final int order;
    private final double[] values;
    private final double[] vectors;

    /**
     * Decomposes a matrix.
     *
     * @param matrix n &times; n, finite; left unchanged
     * @param n the order
     */
    SymmetricEigen(double[] matrix, int n) {
        this.order = n;
        double[] a = matrix.clone();
        double[] v = new double[n * n];
        for (int i = 0; i < n; i++) {
            v[i * n + i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && rotateAll(a, v); sweep++) {}
        this.values = new double[n];
        this.vectors = new double[n * n];
        sort(a, v);
    }

    private boolean rotateAll(double[] a, double[] v) {
        boolean rotated = false;
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < i; j++) {
                double off = a[i * order + j];
                double scale = Math.sqrt(Math.abs(a[i * order + i] * a[j * order + j]));
                if (Math.abs(off) > 1e-17 * scale && off != 0) {
                    rotate(a, v, j, i);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private void rotate(double[] a, double[] v, int p, int q) {
        int n = order;
        double ratio = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        double tangent = Math.copySign(1 / (Math.abs(ratio) + Math.hypot(1, ratio)), ratio);
        double cosine = 1 / Math.hypot(1, tangent);
        double sine = tangent * cosine;
        for (int k = 0; k < n; k++) {
            double left = a[k * n + p];
            double right = a[k * n + q];
            a[k * n + p] = cosine * left - sine * right;
            a[k * n + q] = sine * left + cosine * right;
        }
        for (int k = 0; k < n; k++) {
            double left = a[p * n + k];
            double right = a[q * n + k];
            a[p * n + k] = cosine * left - sine * right;
            a[q * n + k] = sine * left + cosine * right;
            double first = v[k * n + p];
            double second = v[k * n + q];
            v[k * n + p] = cosine * first - sine * second;
            v[k * n + q] = sine * first + cosine * second;
        }
        a[p * n + q] = 0;
        a[q * n + p] = 0;
    }

    private void sort(double[] a, double[] v) {
        boolean[] taken = new boolean[order];
        for (int rank = 0; rank < order; rank++) {
            int best = -1;
            for (int i = 0; i < order; i++) {
                if (!taken[i] && (best < 0 || a[i * order + i] > a[best * order + best])) {
                    best = i;
                }
            }
            taken[best] = true;
            values[rank] = a[best * order + best];
            for (int k = 0; k < order; k++) {
                vectors[k * order + rank] = v[k * order + best];
            }
        }
    }

    /** The eigenvalue of a rank, 0 being the largest. */
    double value(int rank) {
        return values[rank];
    }

    /** The unit eigenvector of a rank. */
    double[] vector(int rank) {
        double[] vector = new double[order];
        for (int k = 0; k < order; k++) {
            vector[k] = vectors[k * order + rank];
        }
        return vector;
    }
}
