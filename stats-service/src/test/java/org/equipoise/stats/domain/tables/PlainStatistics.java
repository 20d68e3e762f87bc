package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/** Textbook formulas by plain loops, to compare the engine with. Slow, and sharing no code with it. */
final class PlainStatistics {

    private PlainStatistics() {}

    /** Gauss and Jordan's elimination with pivots; the matrix may be overwritten. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] work = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, work[i], 0, n);
            work[i][n + i] = 1;
        }
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int r = c + 1; r < n; r++) {
                pivot = Math.abs(work[r][c]) > Math.abs(work[pivot][c]) ? r : pivot;
            }
            double[] swapped = work[c];
            work[c] = work[pivot];
            work[pivot] = swapped;
            double divisor = work[c][c];
            for (int j = 0; j < 2 * n; j++) {
                work[c][j] /= divisor;
            }
            for (int r = 0; r < n; r++) {
                double factor = work[r][c];
                for (int j = 0; r != c && j < 2 * n; j++) {
                    work[r][j] -= factor * work[c][j];
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(work[i], n, inverse[i], 0, n);
        }
        return inverse;
    }

    static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    static double[][] transposed(double[][] a) {
        double[][] result = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                result[j][i] = a[i][j];
            }
        }
        return result;
    }

    static double logDeterminant(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double value = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    value -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(value) : value / lower[j][j];
            }
            sum += 2 * Math.log(lower[i][i]);
        }
        return sum;
    }

    /** Ordinary least squares by the normal equations: the last column's coefficient and its standard error. */
    static double[] lastCoefficient(double[][] x, double[] y) {
        double[][] inverse = inverse(times(transposed(x), x));
        double[][] column = new double[y.length][1];
        for (int i = 0; i < y.length; i++) {
            column[i][0] = y[i];
        }
        double[][] beta = times(inverse, times(transposed(x), column));
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            double residual = y[i];
            for (int j = 0; j < beta.length; j++) {
                residual -= x[i][j] * beta[j][0];
            }
            squares += residual * residual;
        }
        int last = beta.length - 1;
        return new double[] {beta[last][0], Math.sqrt(squares / (y.length - beta.length) * inverse[last][last])};
    }

    /** One subject of a mixed model: the visits that it has, their design rows and responses. */
    @SuppressWarnings("ArrayRecordComponent")
    record Repeated(int[] visits, double[][] x, double[] y) {}

    /** The restricted maximum of the likelihood with an unstructured covariance. */
    @SuppressWarnings("ArrayRecordComponent")
    record Fit(double[] beta, double[][] variance, double deviance) {}

    /** Dempster, Laird and Rubin's EM algorithm, coefficients and missing responses both being integrated out. */
    static Fit restrictedMaximum(List<Repeated> subjects, int visits, int iterations) {
        double[][] sigma = new double[visits][visits];
        for (int i = 0; i < visits; i++) {
            sigma[i][i] = 100;
        }
        Fit fit = generalizedLeastSquares(subjects, sigma);
        for (int step = 0; step < iterations; step++) {
            sigma = next(subjects, sigma, fit);
            fit = generalizedLeastSquares(subjects, sigma);
        }
        return fit;
    }

    private static double[][] next(List<Repeated> subjects, double[][] sigma, Fit fit) {
        int m = sigma.length;
        double[][] sum = new double[m][m];
        for (Repeated one : subjects) {
            int k = one.visits().length;
            double[][] outer = times(times(one.x(), fit.variance()), transposed(one.x()));
            double[] r = residuals(one, fit.beta());
            double[][] across = new double[m][k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    outer[i][j] += r[i] * r[j];
                }
                for (int a = 0; a < m; a++) {
                    across[a][i] = sigma[a][one.visits()[i]];
                }
            }
            double[][] regression = times(across, inverse(block(sigma, one.visits())));
            double[][] explained = times(times(regression, outer), transposed(regression));
            double[][] known = times(regression, transposed(across));
            for (int a = 0; a < m; a++) {
                for (int b = 0; b < m; b++) {
                    double mine = explained[a][b] + sigma[a][b] - known[a][b];
                    double other = explained[b][a] + sigma[b][a] - known[b][a];
                    sum[a][b] += (mine + other) / 2 / subjects.size();
                }
            }
        }
        return sum;
    }

    private static double[][] block(double[][] sigma, int[] visits) {
        double[][] block = new double[visits.length][visits.length];
        for (int i = 0; i < visits.length; i++) {
            for (int j = 0; j < visits.length; j++) {
                block[i][j] = sigma[visits[i]][visits[j]];
            }
        }
        return block;
    }

    private static double[] residuals(Repeated one, double[] beta) {
        double[] r = one.y().clone();
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < beta.length; j++) {
                r[i] -= one.x()[i][j] * beta[j];
            }
        }
        return r;
    }

    private static Fit generalizedLeastSquares(List<Repeated> subjects, double[][] sigma) {
        int p = subjects.get(0).x()[0].length;
        double[][] information = new double[p][p];
        double[][] score = new double[p][1];
        double deviance = 0;
        int n = 0;
        for (Repeated one : subjects) {
            double[][] block = block(sigma, one.visits());
            double[][] weighted = times(transposed(one.x()), inverse(block));
            double[][] own = times(weighted, one.x());
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    information[i][j] += own[i][j];
                }
                for (int k = 0; k < one.y().length; k++) {
                    score[i][0] += weighted[i][k] * one.y()[k];
                }
            }
            deviance += logDeterminant(block);
            n += one.y().length;
        }
        double[][] variance = inverse(information);
        double[] beta = transposed(times(variance, score))[0];
        for (Repeated one : subjects) {
            double[] r = residuals(one, beta);
            double[][] inverse = inverse(block(sigma, one.visits()));
            for (int i = 0; i < r.length; i++) {
                for (int j = 0; j < r.length; j++) {
                    deviance += r[i] * inverse[i][j] * r[j];
                }
            }
        }
        return new Fit(beta, variance, deviance + logDeterminant(information) + (n - p) * Math.log(2 * Math.PI));
    }

    /** Miettinen and Nurminen's limits: where the score statistic meets 1.96 squared, by bisection. */
    static double[] miettinenNurminen(int x1, int n1, int x2, int n2) {
        double d = x1 / (double) n1 - x2 / (double) n2;
        DoubleUnaryOperator excess = delta -> score(x1, n1, x2, n2, delta) - 1.959963984540054 * 1.959963984540054;
        return new double[] {root(excess, -1 + 1e-12, d), root(excess, 1 - 1e-12, d)};
    }

    private static double score(int x1, int n1, int x2, int n2, double delta) {
        double low = Math.max(0, -delta);
        double high = Math.min(1, 1 - delta);
        for (int i = 0; i < 200; i++) {
            double a = low + (high - low) / 3;
            double b = high - (high - low) / 3;
            if (likelihood(x1, n1, x2, n2, a, delta) < likelihood(x1, n1, x2, n2, b, delta)) {
                low = a;
            } else {
                high = b;
            }
        }
        double p2 = (low + high) / 2;
        double p1 = p2 + delta;
        double distance = x1 / (double) n1 - x2 / (double) n2 - delta;
        double variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1.0);
        return distance * distance / variance;
    }

    private static double likelihood(int x1, int n1, int x2, int n2, double p2, double delta) {
        double p1 = p2 + delta;
        return term(x1, p1) + term(n1 - x1, 1 - p1) + term(x2, p2) + term(n2 - x2, 1 - p2);
    }

    private static double term(int count, double p) {
        return count == 0 ? 0 : count * Math.log(p);
    }

    private static double root(DoubleUnaryOperator excess, double outside, double inside) {
        double far = outside;
        double near = inside;
        for (int i = 0; i < 200; i++) {
            double middle = (far + near) / 2;
            if (excess.applyAsDouble(middle) > 0) {
                far = middle;
            } else {
                near = middle;
            }
        }
        return (far + near) / 2;
    }

    /** Cochran, Mantel and Haenszel's chi-squared; each table is x1, n1, x2, n2. */
    static double mantelHaenszel(List<int[]> tables) {
        double excess = 0;
        double variance = 0;
        for (int[] t : tables) {
            double n = t[1] + t[3];
            double m = t[0] + t[2];
            excess += t[0] - t[1] * m / n;
            variance += t[1] * (double) t[3] * m * (n - m) / (n * n * (n - 1));
        }
        return excess * excess / variance;
    }

    /** One time to an event. */
    record Time(String stratum, boolean first, double time, boolean event) {}

    /** Proportion free of the event after a time, by the product over all event times. */
    static double free(List<Time> times, double at) {
        double product = 1;
        for (double t : eventTimes(times)) {
            if (t <= at) {
                double risk = times.stream().filter(one -> one.time() >= t).count();
                double events = times.stream()
                        .filter(one -> one.event() && one.time() == t)
                        .count();
                product *= 1 - events / risk;
            }
        }
        return product;
    }

    private static List<Double> eventTimes(List<Time> times) {
        TreeSet<Double> moments = new TreeSet<>();
        times.stream().filter(Time::event).forEach(one -> moments.add(one.time()));
        return new ArrayList<>(moments);
    }

    /** The stratified log-rank chi-squared. */
    static double logRank(List<Time> times) {
        double excess = 0;
        double variance = 0;
        for (String stratum : new TreeSet<>(times.stream().map(Time::stratum).toList())) {
            List<Time> own =
                    times.stream().filter(one -> one.stratum().equals(stratum)).toList();
            for (double t : eventTimes(own)) {
                double n = own.stream().filter(one -> one.time() >= t).count();
                double n1 = own.stream()
                        .filter(one -> one.time() >= t && one.first())
                        .count();
                double d = own.stream()
                        .filter(one -> one.event() && one.time() == t)
                        .count();
                double d1 = own.stream()
                        .filter(one -> one.event() && one.time() == t && one.first())
                        .count();
                excess += d1 - d * n1 / n;
                variance += n > 1 ? d * n1 / n * (1 - n1 / n) * (n - d) / (n - 1) : 0;
            }
        }
        return excess * excess / variance;
    }
}
