package org.equipoise.stats.domain.analysis;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A plain second computation of what the engine computes, by other methods: normal equations instead of an orthogonal
 * decomposition, numerical integration of densities instead of special functions, bisection instead of Newton's method.
 */
final class SecondComputation {

    private SecondComputation() {}

    record Fit(double estimate, double standardError, double degreesOfFreedom) {}

    /** Least squares of y on x by the normal equations; the estimate is that of the last column. */
    static Fit leastSquares(List<double[]> x, List<Double> y) {
        int p = x.get(0).length;
        double[][] inverse = invert(crossProduct(x, p));
        double[] beta = new double[p];
        for (int i = 0; i < y.size(); i++) {
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    beta[j] += inverse[j][k] * x.get(i)[k] * y.get(i);
                }
            }
        }
        double residual = 0;
        for (int i = 0; i < y.size(); i++) {
            double fitted = 0;
            for (int j = 0; j < p; j++) {
                fitted += beta[j] * x.get(i)[j];
            }
            residual += (y.get(i) - fitted) * (y.get(i) - fitted);
        }
        int freedom = y.size() - p;
        return new Fit(beta[p - 1], Math.sqrt(residual / freedom * inverse[p - 1][p - 1]), freedom);
    }

    private static double[][] crossProduct(List<double[]> x, int p) {
        double[][] product = new double[p][p];
        for (double[] row : x) {
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    product[j][k] += row[j] * row[k];
                }
            }
        }
        return product;
    }

    /** Gauss-Jordan elimination with row exchanges. */
    private static double[][] invert(double[][] matrix) {
        int n = matrix.length;
        double[][] work = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, work[i], 0, n);
            work[i][n + i] = 1;
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column; row < n; row++) {
                pivot = Math.abs(work[row][column]) > Math.abs(work[pivot][column]) ? row : pivot;
            }
            double[] swapped = work[pivot];
            work[pivot] = work[column];
            work[column] = swapped;
            double divisor = work[column][column];
            for (int k = 0; k < 2 * n; k++) {
                work[column][k] /= divisor;
            }
            for (int row = 0; row < n; row++) {
                double factor = row == column ? 0 : work[row][column];
                for (int k = 0; k < 2 * n; k++) {
                    work[row][k] -= factor * work[column][k];
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(work[i], n, inverse[i], 0, n);
        }
        return inverse;
    }

    /** P(T > t) by integrating the density, substituted to a finite range. */
    static double studentAbove(double t, double freedom) {
        DoubleUnaryOperator kernel = x -> Math.pow(1 + x * x / freedom, -(freedom + 1) / 2);
        double whole = 2 * simpson(u -> kernel.applyAsDouble(u / (1 - u)) / ((1 - u) * (1 - u)), 0, 1 - 1e-9);
        double from = Math.abs(t) / (1 + Math.abs(t));
        double tail = simpson(u -> kernel.applyAsDouble(u / (1 - u)) / ((1 - u) * (1 - u)), from, 1 - 1e-9) / whole;
        return t >= 0 ? tail : 1 - tail;
    }

    /** P(Z > z) by integrating the density. */
    static double normalAbove(double z) {
        double half = simpson(SecondComputation::normalDensity, 0, Math.abs(z));
        return z >= 0 ? 0.5 - half : 0.5 + half;
    }

    static double normalUpperQuantile(double p) {
        return bisect(z -> normalAbove(z) - p);
    }

    /** The second of two boundaries: P(Z1 <= first, Z2 > second) = probability, corr(Z1, Z2) = sqrt(t1 / t2). */
    static double secondBoundary(double first, double t1, double t2, double probability) {
        double correlation = Math.sqrt(t1 / t2);
        double spread = Math.sqrt(1 - correlation * correlation);
        return bisect(second ->
                simpson(z -> normalDensity(z) * normalAbove((second - correlation * z) / spread), -9, first, 600)
                        - probability);
    }

    static double normalDensity(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double bisect(DoubleUnaryOperator falling) {
        double low = -9;
        double high = 9;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (falling.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double simpson(DoubleUnaryOperator f, double from, double to) {
        return simpson(f, from, to, 2000);
    }

    private static double simpson(DoubleUnaryOperator f, double from, double to, int steps) {
        double width = (to - from) / steps;
        double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * f.applyAsDouble(from + i * width);
        }
        return sum * width / 3;
    }
}
