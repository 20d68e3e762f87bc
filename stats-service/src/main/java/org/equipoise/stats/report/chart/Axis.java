package org.equipoise.stats.report.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Values along a line of the drawing.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}
 * @param from coordinate of the lowest value
 * @param to coordinate of the highest one
 * @param step distance of the ticks
 */
record Axis(double low, double high, double from, double to, double step) {

    private static final double SLACK = 1e-9;

    /** An axis over the values with round ticks at or beyond both ends. */
    static Axis around(double least, double greatest, int ticks, double from, double to) {
        double spread = greatest > least ? greatest - least : Math.max(1, Math.abs(greatest));
        double step = round(spread / ticks);
        double low = Math.floor(least / step + SLACK) * step;
        double high = Math.ceil(greatest / step - SLACK) * step;
        return new Axis(low, high > low ? high : low + step, from, to, step);
    }

    /** An axis that ends exactly at the values, with round ticks within. */
    static Axis within(double low, double high, int ticks, double from, double to) {
        return new Axis(low, high, from, to, round((high - low) / ticks));
    }

    double at(double value) {
        double inside = Math.max(low, Math.min(high, value));
        return from + (inside - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        long first = (long) Math.ceil(low / step - SLACK);
        long last = (long) Math.floor(high / step + SLACK);
        return IntStream.rangeClosed(0, (int) (last - first))
                .mapToObj(index -> (first + index) * step)
                .toList();
    }

    String label(double tick) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - SLACK));
        String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(tick));
        return tick < -SLACK ? "−" + digits : digits;
    }

    private static double round(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough / power;
        return (factor > 5 ? 10 : factor > 2 ? 5 : factor > 1 ? 2 : 1) * power;
    }
}
