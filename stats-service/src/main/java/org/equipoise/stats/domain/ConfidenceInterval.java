package org.equipoise.stats.domain;

/**
 * A confidence interval.
 *
 * @param lower lower limit, possibly &minus;&infin;
 * @param upper upper limit, possibly +&infin;, not below the lower one
 * @param level the coverage, strictly between 0 and 1
 */
public record ConfidenceInterval(double lower, double upper, double level) {

    /** Refuses NaN and limits in the wrong order. */
    public ConfidenceInterval {
        requireLevel(level);
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("the limits must be ordered, but are " + lower + " and " + upper);
        }
    }

    /**
     * Checks a coverage.
     *
     * @param level the coverage
     * @return the coverage
     * @throws IllegalArgumentException if it does not lie strictly between 0 and 1
     */
    public static double requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "the confidence level must lie strictly between 0 and 1, but is " + level + "; usual is 0.95");
        }
        return level;
    }

    /**
     * Whether a value lies in the interval.
     *
     * @param value any number
     * @return whether it lies between the limits or at one of them
     */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }
}
