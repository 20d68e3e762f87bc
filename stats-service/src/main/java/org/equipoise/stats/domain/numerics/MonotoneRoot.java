package org.equipoise.stats.domain.numerics;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The root of an increasing function, found by bracketing, secant steps and bisection.
 *
 * <p>The bracket grows by doubling steps from a guess. Inside it the secant through the last two points is followed
 * (superlinear on the nearly linear functions that probit-transformed probabilities are); a step that leaves the bracket,
 * or three in a row that do not halve it, is replaced by bisection. Infinite function values are allowed: they only carry
 * their sign.
 */
public final class MonotoneRoot {

    private static final int MOST_STEPS = 300;
    private static final double TOLERANCE = 3e-15;

    private final DoubleUnaryOperator function;
    private double low;
    private double high;
    private boolean lowKnown;
    private boolean highKnown;
    private double x;
    private double value;
    private double previousX;
    private double previousValue = Double.NaN;

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
     * @return the root to about 15 digits of the larger of its size and the step, or empty if the function keeps one sign
     *     within the limit or answers NaN
     */
    public static OptionalDouble find(DoubleUnaryOperator increasing, double guess, double step, double limit) {
        MonotoneRoot search = new MonotoneRoot(increasing);
        if (!search.bracket(guess, step, limit)) {
            return OptionalDouble.empty();
        }
        return search.narrow(step);
    }

    private boolean bracket(double guess, double step, double limit) {
        evaluate(guess);
        double distance = step;
        while (!(lowKnown && highKnown)) {
            if (Double.isNaN(value) || Math.abs(x - guess) >= limit) {
                return false;
            }
            double target = value < 0 ? x + distance : x - distance;
            double line = secant();
            boolean useful = Double.isFinite(line) && Math.abs(line - x) < distance && (line - x) * (target - x) > 0;
            evaluate(useful ? line + 0.05 * (line - x) : target);
            distance *= 2;
        }
        return !Double.isNaN(value);
    }

    /** Where the line through the last two points is 0; NaN if one of them is infinite. */
    private double secant() {
        return Double.isInfinite(value) || Double.isInfinite(previousValue)
                ? Double.NaN
                : x - value * (x - previousX) / (value - previousValue);
    }

    private void evaluate(double point) {
        previousX = x;
        previousValue = value;
        x = point;
        value = function.applyAsDouble(point);
        if (value <= 0) {
            low = point;
            lowKnown = true;
        }
        if (value >= 0) {
            high = point;
            highKnown = true;
        }
    }

    private OptionalDouble narrow(double step) {
        double width = high - low;
        int slow = 0;
        for (int count = 0; count < MOST_STEPS; count++) {
            if (value == 0) {
                return OptionalDouble.of(x);
            }
            double tolerance = TOLERANCE * Math.max(step, Math.abs(x));
            double next = secant();
            if (!(next >= low && next <= high) || slow >= 3) {
                next = 0.5 * (low + high);
                slow = 0;
            }
            if (Math.abs(next - x) <= tolerance || high - low <= tolerance) {
                return OptionalDouble.of(next);
            }
            evaluate(next);
            if (Double.isNaN(value)) {
                return OptionalDouble.empty();
            }
            slow = high - low > 0.5 * width ? slow + 1 : 0;
            width = high - low;
        }
        return OptionalDouble.empty();
    }
}
