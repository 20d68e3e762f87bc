package org.equipoise.stats.domain.crossover;

import org.equipoise.stats.domain.numerics.HouseholderQr;

/**
 * Standard errors, degrees of freedom and F tests of linear functions in a model with two variances.
 *
 * <p>With W the inverse of the information of the variances, P<sub>r</sub> = &minus;X'V&#8315;&sup1;G<sub>r</sub>V&#8315;&sup1;X and Q<sub>rs</sub> =
 * X'V&#8315;&sup1;G<sub>r</sub>V&#8315;&sup1;G<sub>s</sub>V&#8315;&sup1;X, Kenward and Roger's covariance is &Phi; + 2&Phi;[&sum;W<sub>rs</sub>(Q<sub>rs</sub> &minus;
 * P<sub>r</sub>&Phi;P<sub>s</sub>)]&Phi;; V is linear in the variances, so that no second derivatives enter.
 */
final class CrossoverInference {

    /** A standard error and its degrees of freedom. */
    record Accuracy(double standardError, double degreesOfFreedom) {}

    /** A scaled F statistic and its denominator degrees of freedom. */
    record Scaled(double statistic, double denominator) {}

    private final RandomIntercept.Inference parts;
    private final CrossoverDegrees method;
    private final double[][] weights;
    private final double[][] covariance;

    CrossoverInference(RandomIntercept.Inference parts, CrossoverDegrees method) {
        this.parts = parts;
        this.method = method;
        this.weights = weights(parts, method);
        this.covariance = switch (method) {
            case SATTERTHWAITE -> parts.covariance();
            case KENWARD_ROGER -> adjusted();
        };
    }

    /** The covariance of the estimated variances; without that between subjects where it is 0, as Satterthwaite's method has it. */
    private static double[][] weights(RandomIntercept.Inference parts, CrossoverDegrees method) {
        double[][] information = switch (method) {
            case SATTERTHWAITE -> parts.observed();
            case KENWARD_ROGER -> parts.expected();
        };
        if (method == CrossoverDegrees.SATTERTHWAITE && parts.boundary()) {
            return new double[][] {{0, 0}, {0, 1 / parts.expected()[1][1]}};
        }
        double determinant = information[0][0] * information[1][1] - information[0][1] * information[1][0];
        return new double[][] {
            {information[1][1] / determinant, -information[0][1] / determinant},
            {-information[1][0] / determinant, information[0][0] / determinant}
        };
    }

    private double[][] adjusted() {
        int p = parts.covariance().length;
        double[][] middle = new double[p][p];
        for (int r = 0; r < 2; r++) {
            for (int s = 0; s < 2; s++) {
                double[][] product = multiply(multiply(parts.first()[r], parts.covariance()), parts.first()[s]);
                for (int i = 0; i < p; i++) {
                    for (int j = 0; j < p; j++) {
                        middle[i][j] += 2 * weights[r][s] * (parts.second()[r][s][i][j] - product[i][j]);
                    }
                }
            }
        }
        double[][] added = multiply(multiply(parts.covariance(), middle), parts.covariance());
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                added[i][j] += parts.covariance()[i][j];
            }
        }
        return added;
    }

    private static double[][] multiply(double[][] left, double[][] right) {
        double[][] result = new double[left.length][right[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < right.length; k++) {
                for (int j = 0; j < right[0].length; j++) {
                    result[i][j] += left[i][k] * right[k][j];
                }
            }
        }
        return result;
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

    /** A single function: 2v&sup2;/(g'Wg), which is Kenward and Roger's result for one function too. */
    Accuracy of(double[] functional) {
        double variance = form(parts.covariance(), functional, functional);
        double[] gradient = gradient(functional, functional);
        double spread = form(weights, gradient, gradient);
        return new Accuracy(Math.sqrt(form(covariance, functional, functional)), 2 * variance * variance / spread);
    }

    private double[] gradient(double[] left, double[] right) {
        double[] u = product(parts.covariance(), left);
        double[] v = product(parts.covariance(), right);
        return new double[] {form(parts.first()[0], u, v), form(parts.first()[1], u, v)};
    }

    private static double[] product(double[][] matrix, double[] vector) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                result[i] += matrix[i][j] * vector[j];
            }
        }
        return result;
    }

    /** Several functions and their estimates. */
    Scaled test(double[][] functions, double[] values) {
        int count = functions.length;
        double wald = 0;
        double[][] inverse = inverse(functions, covariance);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                wald += values[i] * inverse[i][j] * values[j];
            }
        }
        double statistic = wald / count;
        if (count == 1) {
            return new Scaled(statistic, of(functions[0]).degreesOfFreedom());
        }
        return switch (method) {
            case SATTERTHWAITE -> new Scaled(statistic, faiCornelius(functions));
            case KENWARD_ROGER -> kenwardRoger(statistic, functions);
        };
    }

    /** 2E/(E &minus; l), E being the sum of &nu;/(&nu; &minus; 2) over independent combinations of the functions. */
    private double faiCornelius(double[][] functions) {
        int count = functions.length;
        double[][] rotated = new double[count][];
        for (int i = 0; i < count; i++) {
            rotated[i] = functions[i].clone();
        }
        IndependentFunctions.rotate(rotated, parts.covariance());
        double expected = 0;
        for (int i = 0; i < count; i++) {
            double degrees = of(rotated[i]).degreesOfFreedom();
            expected += degrees > 2 ? degrees / (degrees - 2) : 0;
        }
        return expected > count ? 2 * expected / (expected - count) : 0;
    }

    private Scaled kenwardRoger(double statistic, double[][] functions) {
        int count = functions.length;
        double[][] plain = inverse(functions, parts.covariance());
        double one = 0;
        double two = 0;
        double[][][] changes = new double[2][][];
        for (int r = 0; r < 2; r++) {
            double[][] change = new double[count][count];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    change[i][j] = gradient(functions[i], functions[j])[r];
                }
            }
            changes[r] = multiply(plain, change);
        }
        for (int r = 0; r < 2; r++) {
            for (int s = 0; s < 2; s++) {
                one += weights[r][s] * trace(changes[r]) * trace(changes[s]);
                two += weights[r][s] * trace(multiply(changes[r], changes[s]));
            }
        }
        return scaled(statistic, count, one, two);
    }

    private static double trace(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i][i];
        }
        return sum;
    }

    private static double[][] inverse(double[][] functions, double[][] covariance) {
        int count = functions.length;
        double[][] variance = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                variance[i][j] = form(covariance, functions[i], functions[j]);
            }
        }
        HouseholderQr qr = new HouseholderQr(variance);
        double[][] inverse = new double[count][];
        for (int j = 0; j < count; j++) {
            double[] unit = new double[count];
            unit[j] = 1;
            inverse[j] = qr.dependentColumn().isPresent() ? unit : qr.solve(qr.rotate(unit));
        }
        return inverse;
    }

    /** Scale and denominator degrees of freedom from the moments of the F statistic (Kenward and Roger, section 3.2). */
    private static Scaled scaled(double statistic, int count, double one, double two) {
        double l = count;
        double b = (one + 6 * two) / (2 * l);
        double g = ((l + 1) * one - (l + 4) * two) / ((l + 2) * two);
        double divisor = 3 * l + 2 * (1 - g);
        double mean = 1 / (1 - two / l);
        double variance = 2
                / l
                * (1 + g / divisor * b)
                / Math.pow(1 - (l - g) / divisor * b, 2)
                / (1 - (l + 2 - g) / divisor * b);
        double spread = variance / (2 * mean * mean);
        double degrees = 4 + (l + 2) / (l * spread - 1);
        double scale = degrees / (mean * (degrees - 2));
        return new Scaled(scale * statistic, degrees);
    }
}
