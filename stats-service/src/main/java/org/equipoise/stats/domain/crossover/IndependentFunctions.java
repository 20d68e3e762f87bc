package org.equipoise.stats.domain.crossover;

/**
 * Rotates linear functions until their estimates are uncorrelated, by Jacobi's method on their covariance matrix. Source: Golub and
 * Van Loan, Matrix Computations, section 8.5.
 */
final class IndependentFunctions {

    private static final int MOST_SWEEPS = 60;

    private IndependentFunctions() {}

    static void rotate(double[][] functions, double[][] covariance) {
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            boolean changed = false;
            for (int i = 0; i < functions.length; i++) {
                for (int j = 0; j < i; j++) {
                    changed |= rotate(functions, i, j, covariance);
                }
            }
            if (!changed) {
                return;
            }
        }
    }

    private static boolean rotate(double[][] functions, int i, int j, double[][] covariance) {
        double a = form(covariance, functions[i], functions[i]);
        double b = form(covariance, functions[j], functions[j]);
        double c = form(covariance, functions[i], functions[j]);
        if (!(Math.abs(c) > 1e-14 * Math.sqrt(a * b))) {
            return false;
        }
        double angle = 0.5 * Math.atan2(2 * c, a - b);
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        for (int k = 0; k < functions[i].length; k++) {
            double one = functions[i][k];
            double two = functions[j][k];
            functions[i][k] = cosine * one + sine * two;
            functions[j][k] = cosine * two - sine * one;
        }
        return true;
    }

    private static double form(double[][] matrix, double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                sum += left[i] * matrix[i][j] * right[j];
            }
        }
        return sum;
    }
}
