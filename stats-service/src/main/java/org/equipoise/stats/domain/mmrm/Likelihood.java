package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.numerics.Cholesky;

/**
 * Twice the negative (restricted) log-likelihood of a covariance, and the generalized least squares that go with it.
 *
 * <p>With V<sub>i</sub> the rows and columns of &Sigma; that subject i was observed at, and r<sub>i</sub> = y<sub>i</sub>
 * &minus; X<sub>i</sub>&gamma; at the &gamma; that minimizes the last term,
 *
 * <pre>&minus;2l = &Sigma; log|V_i| + &Sigma; r_i'V_i^-1 r_i + [REML] log|&Sigma; X_i'V_i^-1 X_i|</pre>
 *
 * <p>up to the constants that {@link MmrmFit} adds. Source: Laird and Ware, Biometrics 1982;38:963.
 */
final class Likelihood {

    /** Below this share of its variance, a visit's variance given the others counts as none. */
    private static final double SINGULAR = 1e-12;

    private static final int BLOCK = 4;

    private final List<Pattern> patterns;
    private final int columns;
    private final int visits;
    private final boolean restricted;

    Likelihood(OrthogonalDesign design, int visits, Estimation estimation) {
        this.patterns = design.patterns();
        this.columns = design.columns();
        this.visits = visits;
        this.restricted = estimation == Estimation.REML;
    }

    /**
     * What is known at one covariance.
     *
     * @param value &minus;2l up to constants
     * @param gamma the coefficients, p
     * @param root C<sup>&minus;1</sup> by rows, lower triangular, where CC' = X'V<sup>&minus;1</sup>X; the covariance of
     *     &gamma; is &Phi; = C'<sup>&minus;1</sup>C<sup>&minus;1</sup>
     * @param inverses V<sup>&minus;1</sup> of each pattern
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Point(double value, double[] gamma, double[] root, double[][] inverses) {}

    List<Pattern> patterns() {
        return patterns;
    }

    int columns() {
        return columns;
    }

    int visits() {
        return visits;
    }

    boolean restricted() {
        return restricted;
    }

    /**
     * Evaluates.
     *
     * @param sigma one m &times; m matrix for each group
     * @return the point, or empty where a pattern's covariance is not positive definite or too near to singular
     */
    Optional<Point> at(double[][] sigma) {
        double[][] inverses = new double[patterns.size()][];
        double[] information = new double[columns * columns];
        double[] score = new double[columns];
        double value = 0;
        for (int g = 0; g < inverses.length; g++) {
            Pattern pattern = patterns.get(g);
            int m = pattern.length();
            double[] factor = sub(sigma[pattern.group()], pattern.visits());
            if (!factored(factor, m)) {
                return Optional.empty();
            }
            value += pattern.subjects() * Cholesky.logDeterminant(factor, m);
            inverses[g] = Cholesky.inverse(factor, m);
            accumulate(pattern, Cholesky.inverseFactor(factor, m), information, score);
        }
        if (!Cholesky.factor(information, columns)) {
            return Optional.empty();
        }
        Cholesky.solve(information, columns, score);
        if (restricted) {
            value += Cholesky.logDeterminant(information, columns);
        }
        for (int g = 0; g < inverses.length; g++) {
            value += residualSquares(patterns.get(g), inverses[g], score);
        }
        double[] root = Cholesky.inverseFactor(information, columns);
        return Double.isFinite(value) ? Optional.of(new Point(value, score, root, inverses)) : Optional.empty();
    }

    private static boolean factored(double[] matrix, int m) {
        double[] variances = new double[m];
        for (int a = 0; a < m; a++) {
            variances[a] = matrix[a * m + a];
        }
        if (!Cholesky.factor(matrix, m)) {
            return false;
        }
        for (int a = 0; a < m; a++) {
            double pivot = matrix[a * m + a];
            if (pivot * pivot < SINGULAR * variances[a] || pivot < 1e-100) {
                return false;
            }
        }
        return true;
    }

    /** Rows and columns of a matrix over all visits. */
    double[] sub(double[] matrix, int[] chosen) {
        int m = chosen.length;
        double[] sub = new double[m * m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                sub[a * m + b] = matrix[chosen[a] * visits + chosen[b]];
            }
        }
        return sub;
    }

    /** Adds X'V^-1 X (lower triangle) and X'V^-1 y of a pattern, V^-1 = K'K. */
    private void accumulate(Pattern pattern, double[] k, double[] information, double[] score) {
        int m = pattern.length();
        int p = columns;
        double[] x = pattern.x();
        double[][] white = new double[(m + BLOCK - 1) / BLOCK * BLOCK][p];
        for (int unit = 0; unit < pattern.units(); unit++) {
            for (int a = 0; a < m; a++) {
                double[] row = white[a];
                Arrays.fill(row, 0);
                double response = 0;
                for (int b = 0; b <= a; b++) {
                    double factor = k[a * m + b];
                    int from = (unit * m + b) * p;
                    response += factor * pattern.y()[unit * m + b];
                    for (int j = 0; j < p; j++) {
                        row[j] += factor * x[from + j];
                    }
                }
                for (int i = 0; i < p; i++) {
                    score[i] += row[i] * response;
                }
            }
            for (int a = 0; a < m; a += BLOCK) {
                addProducts(white, a, information);
            }
        }
    }

    /** Adds the products of four rows at once, so that the sums are read and written a quarter as often. */
    private void addProducts(double[][] white, int from, double[] information) {
        int p = columns;
        double[] first = white[from];
        double[] second = white[from + 1];
        double[] third = white[from + 2];
        double[] fourth = white[from + 3];
        for (int i = 0; i < p; i++) {
            int row = i * p;
            double a = first[i];
            double b = second[i];
            double c = third[i];
            double d = fourth[i];
            for (int j = 0; j <= i; j++) {
                information[row + j] += a * first[j] + b * second[j] + (c * third[j] + d * fourth[j]);
            }
        }
    }

    private static double residualSquares(Pattern pattern, double[] inverse, double[] gamma) {
        int m = pattern.length();
        double sum = 0;
        double[] residuals = new double[m];
        for (int unit = 0; unit < pattern.units(); unit++) {
            for (int a = 0; a < m; a++) {
                residuals[a] = OrthogonalDesign.residual(pattern, gamma, unit * m + a);
                for (int b = 0; b < a; b++) {
                    sum += 2 * inverse[a * m + b] * residuals[a] * residuals[b];
                }
                sum += inverse[a * m + a] * residuals[a] * residuals[a];
            }
        }
        return sum;
    }
}
