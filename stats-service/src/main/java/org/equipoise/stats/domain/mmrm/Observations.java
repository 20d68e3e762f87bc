package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.DesignMatrix;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;

/**
 * The complete observations of a model, ordered by subject and visit, each multiplied by the root of its weight.
 *
 * <p>Subject i has the rows {@code start[i]} to {@code start[i + 1]} (exclusive). {@code x} is n &times; p by rows. Each
 * column of x, and y, is divided by a power of two near its largest magnitude, so that no square overflows.
 */
final class Observations {

    private final DesignMatrix design;
    private final String visitFactor;
    private final List<String> visits;
    private final List<String> groups;
    private final int[] start;
    private final int[] visit;
    private final int[] group;
    private final double[] x;
    private final double[] y;
    private final double sumOfLogWeights;
    private final double[] columnScales;
    private final double responseScale;
    private final boolean[] within;

    /**
     * Selects and sorts.
     *
     * @param model the model
     * @param table its columns; rows with a missing value are left out, and so are levels that no complete row has
     * @throws IllegalArgumentException if a column is of the wrong kind, a weight is not positive, a subject has two
     *     observations at a visit, or a subject belongs to two groups
     */
    Observations(MmrmModel model, DataTable table) {
        DataTable complete = table.select(table.completeRows(model.columns()), model.columns());
        FactorColumn subjects = complete.factor(model.covariance().subject());
        FactorColumn visitColumn = complete.factor(model.covariance().visit());
        Optional<FactorColumn> groupColumn = model.covariance().group().map(complete::factor);
        this.design = new DesignMatrix(model.terms(), complete);
        this.visitFactor = visitColumn.name();
        this.visits = visitColumn.levels();
        this.groups = groupColumn.map(FactorColumn::levels).orElse(List.of("all"));
        int[] order = order(subjects, visitColumn);
        this.start = starts(subjects, order);
        this.visit = Arrays.stream(order).map(visitColumn::code).toArray();
        this.group = new int[subjects()];
        double[] roots = roots(model, complete);
        this.x = new double[order.length * design.columns().size()];
        this.y = new double[order.length];
        this.columnScales = new double[design.columns().size()];
        this.within = new boolean[columnScales.length];
        this.responseScale = fill(complete.numeric(model.response()), order, roots);
        double sum = 0;
        for (double root : roots) {
            sum += 2 * Math.log(root);
        }
        this.sumOfLogWeights = sum;
        groupColumn.ifPresent(column -> assignGroups(column, order));
    }

    private static int[] order(FactorColumn subjects, FactorColumn visits) {
        int width = visits.levels().size();
        long[] keys = new long[subjects.size()];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = ((long) subjects.code(row) * width + visits.code(row)) << 32 | row;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) keys[i];
            if (i > 0 && keys[i] >> 32 == keys[i - 1] >> 32) {
                throw new IllegalArgumentException("a subject has two observations at visit "
                        + visits.levels().get(visits.code(order[i])) + " (complete rows " + (order[i - 1] + 1) + " and "
                        + (order[i] + 1) + "); give one observation for each subject and visit");
            }
        }
        return order;
    }

    private static int[] starts(FactorColumn subjects, int[] order) {
        int[] starts = new int[subjects.levels().size() + 1];
        for (int row : order) {
            starts[subjects.code(row) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        return starts;
    }

    private static double[] roots(MmrmModel model, DataTable complete) {
        double[] roots = new double[complete.rows()];
        Arrays.fill(roots, 1);
        model.weights().ifPresent(name -> {
            NumericColumn weights = complete.numeric(name);
            for (int row = 0; row < roots.length; row++) {
                if (!(weights.value(row) > 0)) {
                    throw new IllegalArgumentException("weights must be above 0, but " + name + " holds "
                            + weights.value(row) + "; leave the row's weight missing to leave it out");
                }
                roots[row] = Math.sqrt(weights.value(row));
            }
        });
        return roots;
    }

    private double fill(NumericColumn response, int[] order, double[] roots) {
        double[][] columns = design.values();
        int p = columns.length;
        for (int j = 0; j < p; j++) {
            within[j] = varies(columns[j], order);
            columnScales[j] = scale(Arrays.stream(columns[j]));
            for (int i = 0; i < order.length; i++) {
                x[i * p + j] = roots[order[i]] * (columns[j][order[i]] / columnScales[j]);
            }
        }
        double scale = scale(Arrays.stream(order).mapToDouble(response::value));
        for (int i = 0; i < order.length; i++) {
            y[i] = roots[order[i]] * (response.value(order[i]) / scale);
        }
        return scale;
    }

    /** Whether a column takes two values within a subject. */
    private boolean varies(double[] column, int[] order) {
        for (int subject = 0; subject < subjects(); subject++) {
            for (int i = start[subject] + 1; i < start[subject + 1]; i++) {
                if (column[order[i]] != column[order[start[subject]]]) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double scale(DoubleStream values) {
        double largest = values.map(Math::abs).max().orElse(0);
        return largest == 0 ? 1 : Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(largest)));
    }

    private void assignGroups(FactorColumn column, int[] order) {
        for (int subject = 0; subject < group.length; subject++) {
            group[subject] = column.code(order[start[subject]]);
            for (int i = start[subject]; i < start[subject + 1]; i++) {
                if (column.code(order[i]) != group[subject]) {
                    throw new IllegalArgumentException("a subject has rows in two groups of " + column.name()
                            + "; the group must not change within a subject");
                }
            }
        }
    }

    DesignMatrix design() {
        return design;
    }

    String visitFactor() {
        return visitFactor;
    }

    List<String> visits() {
        return visits;
    }

    List<String> groups() {
        return groups;
    }

    int rows() {
        return y.length;
    }

    int columns() {
        return design.columns().size();
    }

    int subjects() {
        return start.length - 1;
    }

    int start(int subject) {
        return start[subject];
    }

    int group(int subject) {
        return group[subject];
    }

    int visit(int row) {
        return visit[row];
    }

    int[] visits(int subject) {
        return Arrays.copyOfRange(visit, start[subject], start[subject + 1]);
    }

    double x(int row, int column) {
        return x[row * columns() + column];
    }

    double y(int row) {
        return y[row];
    }

    /** What a column of the design was divided by. */
    double columnScale(int column) {
        return columnScales[column];
    }

    /** What the response was divided by. */
    double responseScale() {
        return responseScale;
    }

    /** Whether a column of the design takes two values within a subject. */
    boolean variesWithinSubjects(int column) {
        return within[column];
    }

    double sumOfLogWeights() {
        return sumOfLogWeights;
    }
}
