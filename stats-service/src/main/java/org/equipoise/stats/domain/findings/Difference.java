package org.equipoise.stats.domain.findings;

/**
 * A comparison of the two arms with its interval. The contrast is always &ldquo;B minus A&rdquo; for differences and
 * &ldquo;B to A&rdquo; for ratios, whichever arm is which.
 *
 * @param contrast the contrast in words, such as {@code B minus A}
 * @param estimate the estimate, in the units that the section's method names
 * @param standardError its standard error; null where the interval does not come from one
 * @param degreesOfFreedom of the t statistic; null for a normal one or none
 * @param lower lower limit
 * @param upper upper limit
 * @param level confidence level of the limits, such as 0.95
 * @param twoSidedP two-sided p-value, descriptive; null where the section tests otherwise
 */
public record Difference(
        String contrast,
        double estimate,
        Double standardError,
        Double degreesOfFreedom,
        double lower,
        double upper,
        double level,
        Double twoSidedP) {

    /** The words for a difference. */
    public static final String B_MINUS_A = "B minus A";
    /** The words for a ratio. */
    public static final String B_TO_A = "B to A";
}
