package org.equipoise.stats.domain.crossover;

import org.equipoise.stats.domain.numerics.HouseholderQr;

/**
 * The restricted likelihood at one ratio &lambda; of the variances.
 *
 * <p>With V = &sigma;&sup2;H(&lambda;), M<sub>f</sub> = W f(1) + &sum;<sub>n</sub> B<sub>n</sub> f(1 + n&lambda;) for f(x) = x<sup>&minus;k</sup>, and r'H&#8315;&sup1;r
 * the weighted residual sum of squares, &sigma;&sup2; = r'H&#8315;&sup1;r/(n &minus; p) and the deviance is (n &minus; p) ln &sigma;&sup2; + ln|H| +
 * ln|X'H&#8315;&sup1;X| but for constants.
 */
final class RandomIntercept {

    private final SubjectModel.Moments moments;
    private final double degrees;
    private final double ratio;
    private final int columns;
    private final double[][] inverse;
    private final double[] beta;
    private final double logDeterminant;
    private final double squares;

    RandomIntercept(SubjectModel.Moments moments, int observations, double ratio) {
        this.moments = moments;
        this.ratio = ratio;
        this.columns = moments.within().length - 1;
        this.degrees = (double) observations - columns;
        double[][] weighted = sum(1, 0);
        double[][] information = new double[columns][columns];
        double[] right = new double[columns];
        for (int j = 0; j < columns; j++) {
            System.arraycopy(weighted[j], 0, information[j], 0, columns);
            right[j] = weighted[j][columns];
        }
        HouseholderQr qr = new HouseholderQr(information);
        this.beta = qr.solve(qr.rotate(right));
        this.inverse = new double[columns][];
        double determinant = 0;
        for (int j = 0; j < columns; j++) {
            double[] unit = new double[columns];
            unit[j] = 1;
            inverse[j] = qr.solve(qr.rotate(unit));
            determinant -= Math.log(Math.abs(qr.solveTransposed(unit)[j]));
        }
        this.logDeterminant = determinant;
        this.squares = quadratic(weighted);
    }

    /** &sum; n<sup>j</sup> (1 + n&lambda;)<sup>&minus;k</sup> B<sub>n</sub>, and W if j = 0. */
    private double[][] sum(int power, int multiplicity) {
        int width = columns + 1;
        double[][] result = new double[width][width];
        for (int n = 0; n < moments.betweenBySize().length; n++) {
            double weight =
                    moments.subjectsBySize()[n] == 0 ? 0 : Math.pow(n, multiplicity) * Math.pow(1 + n * ratio, -power);
            for (int i = 0; i < width && (weight > 0 || n == 0); i++) {
                for (int j = 0; j < width; j++) {
                    result[i][j] += weight * moments.betweenBySize()[n][i][j]
                            + (n == 0 && multiplicity == 0 ? moments.within()[i][j] : 0);
                }
            }
        }
        return result;
    }

    /** &sum; n<sup>j</sup>(1 + n&lambda;)<sup>&minus;k</sup> over subjects. */
    private double subjects(int power, int multiplicity) {
        double sum = 0;
        for (int n = 1; n < moments.subjectsBySize().length; n++) {
            sum += moments.subjectsBySize()[n] * Math.pow(n, multiplicity) * Math.pow(1 + n * ratio, -power);
        }
        return sum;
    }

    /** (y &minus; X&beta;)' M (y &minus; X&beta;) for one of the sums. */
    private double quadratic(double[][] matrix) {
        double result = 0;
        for (int i = 0; i <= columns; i++) {
            for (int j = 0; j <= columns; j++) {
                result += residual(i) * matrix[i][j] * residual(j);
            }
        }
        return Math.max(0, result);
    }

    private double residual(int index) {
        return index == columns ? 1 : -beta[index];
    }

    /** X' M (y &minus; X&beta;) for one of the sums. */
    private double[] product(double[][] matrix) {
        double[] result = new double[columns];
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= columns; j++) {
                result[i] += matrix[i][j] * residual(j);
            }
        }
        return result;
    }

    double residualVariance() {
        return squares / degrees;
    }

    double[] coefficients() {
        return beta.clone();
    }

    double deviance() {
        double log = 0;
        for (int n = 1; n < moments.subjectsBySize().length; n++) {
            log += moments.subjectsBySize()[n] * Math.log1p(n * ratio);
        }
        return degrees * Math.log(residualVariance()) + log + logDeterminant;
    }

    /** The derivative of the profiled deviance by &lambda;. */
    double slope() {
        double[][] between = sum(2, 1);
        return subjects(1, 1) - trace(inverse, between) - degrees * quadratic(between) / squares;
    }

    private double trace(double[][] left, double[][] right) {
        double sum = 0;
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                sum += left[i][j] * right[j][i];
            }
        }
        return sum;
    }

    /**
     * What inference about linear functions needs; index 0 is &sigma;<sub>b</sub>&sup2;, index 1 is &sigma;&sup2;: the covariance &Phi; =
     * (X'V&#8315;&sup1;X)&#8315;&sup1;; first X'V&#8315;&sup1;G<sub>r</sub>V&#8315;&sup1;X; second
     * X'V&#8315;&sup1;G<sub>r</sub>V&#8315;&sup1;G<sub>s</sub>V&#8315;&sup1;X; the expected and the observed information of the variances under
     * REML; whether &sigma;<sub>b</sub>&sup2; is 0.
     */
    static final class Inference {
        private final double[][] covariance;
        private final double[][][] first;
        private final double[][][][] second;
        private final double[][] expected;
        private final double[][] observed;
        private final boolean boundary;

        Inference(
                double[][] covariance,
                double[][][] first,
                double[][][][] second,
                double[][] expected,
                double[][] observed,
                boolean boundary) {
            this.covariance = covariance;
            this.first = first;
            this.second = second;
            this.expected = expected;
            this.observed = observed;
            this.boundary = boundary;
        }

        double[][] covariance() {
            return covariance;
        }

        double[][][] first() {
            return first;
        }

        double[][][][] second() {
            return second;
        }

        double[][] expected() {
            return expected;
        }

        double[][] observed() {
            return observed;
        }

        boolean boundary() {
            return boundary;
        }
    }

    Inference inference() {
        double s = residualVariance();
        double[][][] first = {part(sum(2, 1), s * s), part(sum(2, 0), s * s)};
        double[][] mixed = part(sum(3, 1), s * s * s);
        double[][][][] second = {{part(sum(3, 2), s * s * s), mixed}, {mixed, part(sum(3, 0), s * s * s)}};
        double[][] covariance = part(inverse, 1 / s);
        double[][] traces = new double[2][2];
        traces[0][0] = subjects(2, 2) / (s * s);
        traces[0][1] = subjects(2, 1) / (s * s);
        traces[1][0] = traces[0][1];
        traces[1][1] = (degrees + columns - subjects(0, 0) + subjects(2, 0)) / (s * s);
        double[][] fits = fits(s, covariance);
        double[][] expected = new double[2][2];
        double[][] observed = new double[2][2];
        for (int r = 0; r < 2; r++) {
            for (int t = 0; t < 2; t++) {
                double both = trace(multiply(covariance, first[r]), multiply(covariance, first[t]));
                expected[r][t] = 0.5 * (traces[r][t] - 2 * trace(covariance, second[r][t]) + both);
                observed[r][t] = fits[r][t] - expected[r][t];
            }
        }
        return new Inference(covariance, first, second, expected, observed, ratio == 0);
    }

    /** y'P G<sub>r</sub> P G<sub>s</sub> P y. */
    private double[][] fits(double s, double[][] covariance) {
        double cube = s * s * s;
        double[][] plain = {
            {quadratic(sum(3, 2)) / cube, quadratic(sum(3, 1)) / cube},
            {quadratic(sum(3, 1)) / cube, quadratic(sum(3, 0)) / cube}
        };
        double[][] products = {product(sum(2, 1)), product(sum(2, 0))};
        double[][] result = new double[2][2];
        for (int r = 0; r < 2; r++) {
            for (int t = 0; t < 2; t++) {
                double projected = 0;
                for (int i = 0; i < columns; i++) {
                    for (int j = 0; j < columns; j++) {
                        projected += products[r][i] * covariance[i][j] * products[t][j];
                    }
                }
                result[r][t] = plain[r][t] - projected / (s * s * s * s);
            }
        }
        return result;
    }

    private double[][] multiply(double[][] left, double[][] right) {
        double[][] result = new double[columns][columns];
        for (int i = 0; i < columns; i++) {
            for (int k = 0; k < columns; k++) {
                for (int j = 0; j < columns; j++) {
                    result[i][j] += left[i][k] * right[k][j];
                }
            }
        }
        return result;
    }

    /** The design's part of a sum, divided by a number. */
    private double[][] part(double[][] matrix, double divisor) {
        double[][] result = new double[columns][columns];
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                result[i][j] = matrix[i][j] / divisor;
            }
        }
        return result;
    }
}
