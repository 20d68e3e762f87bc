package org.equipoise.stats.domain.numerics;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The root of an increasing function, to the last digits.
 *
 * <p>A bracket is found by doubling steps from a guess, or given. Inside it the root is found by Chandrupatla's method
 * (Advances in Engineering Software 1997;28:145): inverse quadratic interpolation where the last three points allow it,
 * bisection otherwise, until the bracket is as narrow as double precision allows. Infinite function values are allowed:
 * they only carry their sign.
 */
public final class MonotoneRoot {

    private static final int MOST_STEPS = 2000;
    private static final double TOLERANCE = 2e-16;

    private final DoubleUnaryOperator function;
    private double low = Double.NEGATIVE_INFINITY;
    private double lowValue = Double.NEGATIVE_INFINITY;
    private double high = Double.POSITIVE_INFINITY;
    private double highValue = Double.POSITIVE_INFINITY;

    private MonotoneRoot(DoubleUnaryOperator function) {
        this.function = function;
    }

    /**
     * Finds the root.
     *
     * @param increasing the function
     * @param guess where to start
     * @param step the first step of the search for a bracket, above 0
     * @param limit the search gives up beyond this distance from the guess
     * @return the root, or empty if the function keeps one sign within the limit or answers NaN
     */
    public static OptionalDouble find(DoubleUnaryOperator increasing, double guess, double step, double limit) {
        MonotoneRoot search = new MonotoneRoot(increasing);
        return search.bracket(guess, step, limit) ? search.narrow(1e-15 * step) : OptionalDouble.empty();
    }

    /**
     * Finds the root in an interval, at whose ends the function is not evaluated.
     *
     * @param increasing the function, a number inside the interval
     * @param low lower end
     * @param high upper end, above the lower one
     * @return the root; an end if the function keeps one sign up to it
     */
    public static double between(DoubleUnaryOperator increasing, double low, double high) {
        MonotoneRoot search = new MonotoneRoot(increasing);
        search.low = low;
        search.high = high;
        return search.narrow(0).orElse(low);
    }

    private boolean bracket(double guess, double step, double limit) {
        double x = guess;
        double value = evaluate(x);
        double distance = step;
        while (Double.isInfinite(low) || Double.isInfinite(high)) {
            if (Double.isNaN(value) || Math.abs(x - guess) >= limit) {
                return false;
            }
            double next = value < 0 ? x + distance : x - distance;
            double nextValue = evaluate(next);
            double line = (nextValue - value) / (next - x);
            distance *= 2;
            if (line > 0 && !Double.isInfinite(line)) {
                distance = Math.min(distance, Math.max(0.1 * step, 1.1 * Math.abs(nextValue) / line));
            }
            x = next;
            value = nextValue;
        }
        return !Double.isNaN(value);
    }

    private double evaluate(double x) {
        double value = function.applyAsDouble(x);
        if (value <= 0) {
            low = x;
            lowValue = value;
        }
        if (value >= 0) {
            high = x;
            highValue = value;
        }
        return value;
    }

    private OptionalDouble narrow(double absolute) {
        double thirdX = Double.NaN;
        double thirdValue = Double.NaN;
        boolean lowIsLatest = Math.abs(lowValue) < Math.abs(highValue);
        for (int step = 0; step < MOST_STEPS; step++) {
            double best = Math.abs(lowValue) < Math.abs(highValue) ? low : high;
            double width = high - low;
            double tolerance = 2 * TOLERANCE * Math.abs(best) + absolute;
            if (width <= tolerance || lowValue == 0 || highValue == 0) {
                return OptionalDouble.of(best);
            }
            double part = lowIsLatest
                    ? fraction(low, lowValue, high, highValue, thirdX, thirdValue)
                    : fraction(high, highValue, low, lowValue, thirdX, thirdValue);
            double least = Math.min(0.5, tolerance / width);
            part = Math.min(1 - least, Math.max(least, part));
            double x = lowIsLatest ? low + part * width : high - part * width;
            if (!(x > low && x < high)) {
                return OptionalDouble.of(best);
            }
            double oldLow = low;
            double oldLowValue = lowValue;
            double oldHigh = high;
            double oldHighValue = highValue;
            double value = evaluate(x);
            if (Double.isNaN(value)) {
                return OptionalDouble.empty();
            }
            lowIsLatest = value < 0;
            thirdX = lowIsLatest ? oldLow : oldHigh;
            thirdValue = lowIsLatest ? oldLowValue : oldHighValue;
        }
        return OptionalDouble.of(0.5 * (low + high));
    }

    /** Which part of the way from the latest point to the opposite one to go next. */
    private static double fraction(double x1, double f1, double x2, double f2, double x3, double f3) {
        double xi = (x1 - x2) / (x3 - x2);
        double phi = (f1 - f2) / (f3 - f2);
        if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
            return f1 / (f2 - f1) * (f3 / (f2 - f3)) + (x3 - x1) / (x2 - x1) * (f1 / (f3 - f1)) * (f2 / (f3 - f2));
        }
        return 0.5;
    }
}
