package org.equipoise.stats.domain.planning;

import org.equipoise.stats.domain.groupsequential.TestSides;
import org.equipoise.stats.domain.numerics.StandardNormal;

/** Checks of the numbers that plans have in common, in one place. */
final class PlanningChecks {

    private static final double SMALLEST = 1e-100;
    private static final double FARTHEST = 1e100;

    private PlanningChecks() {}

    static void requireAlpha(double alpha, TestSides sides) {
        if (!(alpha >= SMALLEST && alpha < 0.5 * sides.count())) {
            throw new IllegalArgumentException("alpha must be at least 1e-100 and below " + 0.5 * sides.count()
                    + " for a test with " + sides.count() + " side(s), but is " + alpha
                    + "; usual is 0.025 for each side");
        }
    }

    static void requirePower(double power) {
        if (!(power > 0 && power < 1)) {
            throw new IllegalArgumentException(
                    "the power must lie strictly between 0 and 1, but is " + power + "; usual is 0.8 or 0.9");
        }
    }

    static void requireAllocation(double allocation) {
        if (!(allocation >= 1e-3 && allocation <= 1e3)) {
            throw new IllegalArgumentException("the allocation ratio, first to second arm, must lie between 0.001 and"
                    + " 1000, but is " + allocation + "; usual is 1");
        }
    }

    static void requireFinite(String name, double value) {
        if (!(Math.abs(value) <= FARTHEST)) {
            throw new IllegalArgumentException(name + " must be a number within 1e100, but is " + value);
        }
    }

    static void requirePositive(String name, double value) {
        if (!(value >= SMALLEST && value <= FARTHEST)) {
            throw new IllegalArgumentException(name + " must lie between 1e-100 and 1e100, but is " + value);
        }
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie between 0 and 1, but is " + value);
        }
    }

    /** z<sub>1&minus;&alpha;/s</sub> + z<sub>power</sub>. */
    static double standardizedEffect(double alpha, TestSides sides, double power) {
        return StandardNormal.upperQuantile(alpha / sides.count()) - StandardNormal.upperQuantile(power);
    }
}
