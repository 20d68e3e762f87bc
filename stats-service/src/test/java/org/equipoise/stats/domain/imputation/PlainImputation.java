package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.mmrm.MmrmModel;

/**
 * Conditional means for the model BASE*VISIT + ARM*VISIT by matrices written out in full: coefficients are looked up by
 * name, the composite covariance follows the published block formulas, inverses are Gauss&ndash;Jordan's.
 */
final class PlainImputation {

    private final DataTable table;
    private final Map<String, IntercurrentEvent> events;
    private final List<String> visits;
    private final Map<String, Double> coefficients = new HashMap<>();
    private final Map<String, double[][]> covariances;

    PlainImputation(DataTable table, String formula, Map<String, IntercurrentEvent> events) {
        this.table = table;
        this.events = events;
        this.visits = table.factor("VISIT").levels();
        MmrmFit fit = Mmrm.withDefaults()
                .fit(MmrmModel.parse(formula), beforeEvents())
                .orElseThrow();
        for (int j = 0; j < fit.names().size(); j++) {
            coefficients.put(fit.names().get(j), fit.estimates()[j]);
        }
        this.covariances = fit.covarianceMatrices();
    }

    private DataTable beforeEvents() {
        double[] response = new double[table.rows()];
        for (int row = 0; row < response.length; row++) {
            IntercurrentEvent event = events.get(text("SUBJ", row));
            boolean after = event != null
                    && event.strategy() != ImputationStrategy.MISSING_AT_RANDOM
                    && visits.indexOf(text("VISIT", row)) >= visits.indexOf(event.visit());
            response[row] = after ? Double.NaN : table.numeric("CHG").value(row);
        }
        return DataTable.of(
                table.factor("SUBJ"),
                table.factor("ARM"),
                table.factor("VISIT"),
                table.numeric("BASE"),
                new NumericColumn("CHG", response));
    }

    private String text(String factor, int row) {
        FactorColumn column = table.factor(factor);
        return column.levels().get(column.code(row));
    }

    private double mean(String arm, String visit, double base) {
        double[] parts = {
            coefficients.get("(Intercept)"),
            base * coefficients.get("BASE"),
            arm.equals("KET") ? coefficients.get("ARMKET") : 0,
            coefficients.getOrDefault("VISIT" + visit, 0.0),
            base * coefficients.getOrDefault("BASE:VISIT" + visit, 0.0),
            arm.equals("KET") ? armAtVisit(visit) : 0
        };
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }

    private double armAtVisit(String visit) {
        return coefficients.getOrDefault(
                "ARMKET:VISIT" + visit, coefficients.getOrDefault("VISIT" + visit + ":ARMKET", 0.0));
    }

    /** The conditional mean of one subject at one visit. */
    double mean(String subject, String visit) {
        int m = visits.size();
        double[] y = new double[m];
        double base = 0;
        String arm = "";
        for (int row = 0; row < table.rows(); row++) {
            if (text("SUBJ", row).equals(subject)) {
                y[visits.indexOf(text("VISIT", row))] = table.numeric("CHG").value(row);
                base = table.numeric("BASE").value(row);
                arm = text("ARM", row);
            }
        }
        IntercurrentEvent event = events.get(subject);
        int e = event == null ? m : visits.indexOf(event.visit());
        ImputationStrategy strategy = event == null ? ImputationStrategy.MISSING_AT_RANDOM : event.strategy();
        double[] means = new double[m];
        for (int v = 0; v < m; v++) {
            double own = mean(arm, visits.get(v), base);
            double reference = mean("PBO", visits.get(v), base);
            boolean after = v >= e;
            means[v] = switch (strategy) {
                case MISSING_AT_RANDOM -> own;
                case COPY_REFERENCE -> reference;
                case JUMP_TO_REFERENCE -> after ? reference : own;
                case COPY_INCREMENTS_IN_REFERENCE ->
                    !after
                            ? own
                            : mean(arm, visits.get(e - 1), base) + reference - mean("PBO", visits.get(e - 1), base);
                case LAST_MEAN_CARRIED_FORWARD -> after ? mean(arm, visits.get(e - 1), base) : own;
            };
        }
        return conditional(y, means, covariance(strategy, arm, e), visits.indexOf(visit));
    }

    private double[][] covariance(ImputationStrategy strategy, String arm, int e) {
        double[][] t = covariances.getOrDefault(arm, covariances.get("all"));
        double[][] r = covariances.getOrDefault("PBO", covariances.get("all"));
        return switch (strategy) {
            case MISSING_AT_RANDOM, LAST_MEAN_CARRIED_FORWARD -> t;
            case COPY_REFERENCE -> r;
            case JUMP_TO_REFERENCE, COPY_INCREMENTS_IN_REFERENCE -> e == visits.size() ? t : composite(t, r, e);
        };
    }

    private static double[][] composite(double[][] t, double[][] r, int e) {
        int m = t.length;
        double[][] inverse = inverse(block(r, 0, e, 0, e));
        double[][] r21 = block(r, e, m, 0, e);
        double[][] s21 = times(times(r21, inverse), block(t, 0, e, 0, e));
        double[][] difference = block(r, 0, e, 0, e);
        for (int a = 0; a < e; a++) {
            for (int b = 0; b < e; b++) {
                difference[a][b] -= t[a][b];
            }
        }
        double[][] taken = times(times(times(r21, inverse), difference), times(inverse, block(r, 0, e, e, m)));
        double[][] s = new double[m][m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                if (a < e && b < e) {
                    s[a][b] = t[a][b];
                } else if (a >= e && b >= e) {
                    s[a][b] = r[a][b] - taken[a - e][b - e];
                } else {
                    s[a][b] = a >= e ? s21[a - e][b] : s21[b - e][a];
                }
            }
        }
        return s;
    }

    private static double conditional(double[] y, double[] means, double[][] sigma, int wanted) {
        List<Integer> seen = new ArrayList<>();
        for (int v = 0; v < y.length; v++) {
            if (!Double.isNaN(y[v])) {
                seen.add(v);
            }
        }
        double[][] observed = new double[seen.size()][seen.size()];
        for (int a = 0; a < observed.length; a++) {
            for (int b = 0; b < observed.length; b++) {
                observed[a][b] = sigma[seen.get(a)][seen.get(b)];
            }
        }
        double[][] inverse = inverse(observed);
        double value = means[wanted];
        for (int a = 0; a < observed.length; a++) {
            for (int b = 0; b < observed.length; b++) {
                int at = seen.get(b);
                value += sigma[wanted][seen.get(a)] * inverse[a][b] * (y[at] - means[at]);
            }
        }
        return value;
    }

    private static double[][] block(double[][] matrix, int from, int to, int left, int right) {
        double[][] block = new double[to - from][];
        for (int a = from; a < to; a++) {
            block[a - from] = Arrays.copyOfRange(matrix[a], left, right);
        }
        return block;
    }

    private static double[][] times(double[][] left, double[][] right) {
        double[][] product = new double[left.length][right.length == 0 ? 0 : right[0].length];
        for (int a = 0; a < product.length; a++) {
            for (int b = 0; b < product[a].length; b++) {
                for (int k = 0; k < right.length; k++) {
                    product[a][b] += left[a][k] * right[k][b];
                }
            }
        }
        return product;
    }

    /** Gauss and Jordan, without pivoting, for positive definite matrices. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] work = new double[n][2 * n];
        for (int a = 0; a < n; a++) {
            System.arraycopy(matrix[a], 0, work[a], 0, n);
            work[a][n + a] = 1;
        }
        for (int k = 0; k < n; k++) {
            double pivot = work[k][k];
            for (int b = 0; b < 2 * n; b++) {
                work[k][b] /= pivot;
            }
            for (int a = 0; a < n; a++) {
                double factor = work[a][k];
                for (int b = 0; a != k && b < 2 * n; b++) {
                    work[a][b] -= factor * work[k][b];
                }
            }
        }
        return block(work, 0, n, n, 2 * n);
    }
}
