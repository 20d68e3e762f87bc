package org.equipoise.stats.domain.planning;

/**
 * Between what total numbers a re-estimated sample size must stay.
 *
 * @param least the smallest total, for example the planned one or the number already randomized, at least 2
 * @param most the largest total, not below the least
 */
public record ReestimationLimits(int least, int most) {

    /** Checks the order. */
    public ReestimationLimits {
        if (least < 2 || most < least) {
            throw new IllegalArgumentException(
                    "the limits must be ordered and at least 2, but are " + least + " and " + most);
        }
    }

    /** Which limit decided. */
    public enum Reached {
        /** The formula's size lies between the limits. */
        NEITHER,
        /** The formula asks for fewer participants. */
        LEAST,
        /** The formula asks for more participants: the power will be below the planned one. */
        MOST
    }
}
