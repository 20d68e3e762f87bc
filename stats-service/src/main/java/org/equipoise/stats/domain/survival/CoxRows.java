package org.equipoise.stats.domain.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.linearmodel.DataTable;

/**
 * The rows of a proportional-hazards model by stratum and falling time, with standardized covariates: the risk set at a time is
 * what came before it in the stratum.
 */
final class CoxRows {

    /**
     * The rows of one stratum at one time: from the first to before the last row at this time, and those among them with the event; at
     * risk are the rows from the start of the stratum on.
     */
    static final class Moment {
        private final int start;
        private final int from;
        private final int to;
        private final int[] events;

        Moment(int start, int from, int to, int[] events) {
            this.start = start;
            this.from = from;
            this.to = to;
            this.events = events;
        }

        int start() {
            return start;
        }

        int from() {
            return from;
        }

        int to() {
            return to;
        }

        int[] events() {
            return events;
        }
    }

    private final double[][] values;
    private final double[] centre;
    private final double[] unit;
    private final List<Moment> moments;
    private final int events;

    private CoxRows(double[][] values, double[] centre, double[] unit, List<Moment> moments) {
        this.values = values;
        this.centre = centre;
        this.unit = unit;
        this.moments = moments;
        this.events =
                moments.stream().mapToInt(moment -> moment.events().length).sum();
    }

    static CoxRows of(CoxModel model, DataTable table, double[][] designColumns) {
        double[][] columns = ProportionalHazards.withoutIntercept(designColumns);
        int n = table.rows();
        double[] times = new double[n];
        boolean[] events = new boolean[n];
        int[] strata = new int[n];
        for (int i = 0; i < n; i++) {
            times[i] = table.numeric(model.time()).value(i);
            double flag = table.numeric(model.event()).value(i);
            if (!(times[i] >= 0) || (flag != 0 && flag != 1)) {
                throw new IllegalArgumentException("times must be 0 or more and event flags 0 or 1, but complete row "
                        + (i + 1) + " has " + times[i] + " and " + flag);
            }
            events[i] = flag == 1;
            strata[i] = model.stratum().isPresent()
                    ? table.factor(model.stratum().get()).code(i)
                    : 0;
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> strata[i])
                        .thenComparing(Comparator.<Integer>comparingDouble(i -> times[i])
                                .reversed()))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] centre = new double[columns.length];
        double[] unit = new double[columns.length];
        double[][] values = standardized(columns, order, centre, unit);
        return new CoxRows(values, centre, unit, moments(order, times, events, strata));
    }

    private static double[][] standardized(double[][] columns, int[] order, double[] centre, double[] unit) {
        double[][] values = new double[order.length][columns.length];
        for (int j = 0; j < columns.length; j++) {
            double mean = 0;
            double largest = 0;
            for (int i = 0; i < order.length; i++) {
                mean += (columns[j][i] - mean) / (i + 1);
            }
            for (double value : columns[j]) {
                largest = Math.max(largest, Math.abs(value - mean));
            }
            double sum = 0;
            for (double value : columns[j]) {
                double ratio = largest > 0 ? (value - mean) / largest : 0;
                sum += ratio * ratio;
            }
            centre[j] = mean;
            unit[j] = largest > 0 ? largest * Math.sqrt(sum / order.length) : 1;
            for (int i = 0; i < order.length; i++) {
                values[i][j] = (columns[j][order[i]] - mean) / unit[j];
            }
        }
        return values;
    }

    private static List<Moment> moments(int[] order, double[] times, boolean[] events, int[] strata) {
        List<Moment> result = new ArrayList<>();
        int start = 0;
        for (int from = 0; from < order.length; ) {
            if (strata[order[from]] != strata[order[start]]) {
                start = from;
            }
            int to = from;
            List<Integer> tied = new ArrayList<>();
            while (to < order.length
                    && strata[order[to]] == strata[order[start]]
                    && times[order[to]] == times[order[from]]) {
                if (events[order[to]]) {
                    tied.add(to);
                }
                to++;
            }
            result.add(new Moment(
                    start, from, to, tied.stream().mapToInt(Integer::intValue).toArray()));
            from = to;
        }
        return result;
    }

    /** Columns that have lost their mean in each risk set with an event: what the likelihood can see. */
    double[][] centredColumns() {
        List<double[]> seen = new ArrayList<>();
        for (Moment moment : moments) {
            if (moment.events().length > 0) {
                double[] sums = new double[columns()];
                double[] means = new double[columns()];
                int count = moment.to() - moment.start();
                for (int row = moment.start(); row < moment.to(); row++) {
                    for (int j = 0; j < sums.length; j++) {
                        means[j] += values[row][j] / count;
                    }
                }
                addSpread(seen, moment, means);
            }
        }
        double[][] result = new double[columns()][seen.size()];
        for (int i = 0; i < seen.size(); i++) {
            for (int j = 0; j < result.length; j++) {
                result[j][i] = seen.get(i)[j];
            }
        }
        return result;
    }

    /** Only the last risk set of a stratum holds everybody that an earlier one holds; its rows tell all dependencies. */
    private void addSpread(List<double[]> seen, Moment moment, double[] means) {
        boolean largest = moments.stream()
                .noneMatch(other ->
                        other.start() == moment.start() && other.to() > moment.to() && other.events().length > 0);
        if (largest) {
            for (int row = moment.start(); row < moment.to(); row++) {
                double[] deviation = values[row].clone();
                for (int j = 0; j < deviation.length; j++) {
                    deviation[j] -= means[j];
                }
                seen.add(deviation);
            }
        }
    }

    int rows() {
        return values.length;
    }

    int columns() {
        return unit.length;
    }

    int events() {
        return events;
    }

    /** Standardized covariates of a row. */
    double[] row(int index) {
        return values[index];
    }

    List<Moment> moments() {
        return moments;
    }

    /** What one unit of a standardized covariate is in its own unit. */
    double unit(int column) {
        return unit[column];
    }

    @Override
    public String toString() {
        return rows() + " rows, centre " + Arrays.toString(centre);
    }
}
