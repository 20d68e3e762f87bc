package org.equipoise.stats.domain.numerics;

import java.util.Optional;

/**
 * Least squares by Householder's QR decomposition X = QR, without forming X'X.
 *
 * <p>X has n rows and p &le; n columns and is given by columns. Each column in turn is reflected onto a multiple of a
 * unit vector by H = I &minus; 2vv'; a column of which the reflections leave less than a share of 10<sup>&minus;10</sup>
 * of its length depends on the columns before it. Source: Golub and Van Loan, Matrix Computations, section 5.2.
 */
public final class HouseholderQr {

    private static final double DEPENDENT = 1e-10;

    private final double[][] columns;
    private final double[] diagonal;
    private final int rows;
    private final int dependentColumn;

    /**
     * Decomposes a matrix.
     *
     * @param matrix the columns, each of the same length n &ge; p; left unchanged
     */
    public HouseholderQr(double[][] matrix) {
        this.rows = matrix.length == 0 ? 0 : matrix[0].length;
        this.columns = new double[matrix.length][];
        for (int j = 0; j < matrix.length; j++) {
            if (matrix[j].length != rows || rows < matrix.length) {
                throw new IllegalArgumentException("the " + matrix.length
                        + " columns must have one length, at least their number, but column " + j + " has "
                        + matrix[j].length);
            }
            columns[j] = matrix[j].clone();
        }
        this.diagonal = new double[matrix.length];
        this.dependentColumn = decompose();
    }

    private int decompose() {
        for (int j = 0; j < columns.length; j++) {
            double original = length(columns[j], 0);
            double left = length(columns[j], j);
            if (!(left > DEPENDENT * original)) {
                return j;
            }
            double[] reflector = columns[j];
            diagonal[j] = reflector[j] > 0 ? -left : left;
            reflector[j] -= diagonal[j];
            double norm = length(reflector, j);
            for (int i = j; i < rows; i++) {
                reflector[i] /= norm;
            }
            for (int other = j + 1; other < columns.length; other++) {
                reflect(reflector, j, columns[other]);
            }
        }
        return -1;
    }

    private static double length(double[] values, int from) {
        double largest = 0;
        for (int i = from; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = from; i < values.length; i++) {
            double ratio = values[i] / largest;
            sum += ratio * ratio;
        }
        return largest * Math.sqrt(sum);
    }

    private static void reflect(double[] reflector, int from, double[] target) {
        double product = 0;
        for (int i = from; i < target.length; i++) {
            product += reflector[i] * target[i];
        }
        for (int i = from; i < target.length; i++) {
            target[i] -= 2 * product * reflector[i];
        }
    }

    /**
     * The first column that depends on those before it.
     *
     * @return its index, or empty if the matrix has full column rank; no other method may be called otherwise
     */
    public Optional<Integer> dependentColumn() {
        return dependentColumn < 0 ? Optional.empty() : Optional.of(dependentColumn);
    }

    /**
     * Q'y.
     *
     * @param response y, of length n; left unchanged
     * @return the vector of length n whose first p entries determine the coefficients and whose other entries have the
     *     residual sum of squares as their sum of squares
     */
    public double[] rotate(double[] response) {
        double[] rotated = response.clone();
        for (int j = 0; j < columns.length; j++) {
            reflect(columns[j], j, rotated);
        }
        return rotated;
    }

    /**
     * Solves R b = c by back substitution.
     *
     * @param rotated a vector whose first p entries are c
     * @return b, of length p
     */
    public double[] solve(double[] rotated) {
        int p = columns.length;
        double[] solution = new double[p];
        for (int i = p - 1; i >= 0; i--) {
            double sum = rotated[i];
            for (int j = i + 1; j < p; j++) {
                sum -= columns[j][i] * solution[j];
            }
            solution[i] = sum / diagonal[i];
        }
        return solution;
    }

    /**
     * R'<sup>&minus;1</sup> l, whose squared length is l'(X'X)<sup>&minus;1</sup>l.
     *
     * @param functional l, of length p
     * @return the vector, of length p
     */
    public double[] solveTransposed(double[] functional) {
        int p = columns.length;
        double[] solution = new double[p];
        for (int i = 0; i < p; i++) {
            double sum = functional[i];
            for (int j = 0; j < i; j++) {
                sum -= columns[i][j] * solution[j];
            }
            solution[i] = sum / diagonal[i];
        }
        return solution;
    }
}
