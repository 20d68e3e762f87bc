package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.numerics.StandardNormal;

/** Checks of error probabilities and statistics, in one place. */
final class Levels {

    private static final double SMALLEST_ALPHA = 1e-100;

    private Levels() {}

    static void requireAlpha(double alpha, TestSides sides) {
        if (!(alpha >= SMALLEST_ALPHA && alpha < 0.5 * sides.count())) {
            throw new IllegalArgumentException(
                    "alpha must be at least 1e-100 and below " + 0.5 * sides.count() + " for a test with "
                            + sides.count() + " side(s), but is " + alpha + "; usual is 0.025 for each side");
        }
    }

    /** The drift at which a test with one analysis has the power. */
    static double fixedDrift(double alpha, TestSides sides, double power) {
        return StandardNormal.upperQuantile(alpha / sides.count()) + StandardNormal.upperQuantile(1 - power);
    }

    /** The z with P(Z &lt; z) = p. */
    static double lowerQuantile(double p) {
        return -StandardNormal.upperQuantile(p);
    }

    static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number, but is " + value);
        }
    }

    static void requireProbability(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must lie strictly between 0 and 1, but is " + value);
        }
    }
}
