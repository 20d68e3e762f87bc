package org.equipoise.stats.domain.groupsequential;

/**
 * One look of a stopping boundary.
 *
 * @param number the look, from 1
 * @param informationFraction t, the information as a fraction of the planned maximum
 * @param criticalValue the critical value on the z scale: reject if Z (or |Z|, two-sided) is above it; +&infin; where
 *     the alpha that may be spent is below 1e-280, so that the look cannot stop the trial
 * @param alphaSpent the type I error probability spent at this look, over all sides
 * @param cumulativeAlpha the type I error probability spent up to and including this look, over all sides
 * @param nominalLevel the p-value that corresponds to the critical value, one- or two-sided as the design is
 */
public record BoundaryLook(
        int number,
        double informationFraction,
        double criticalValue,
        double alphaSpent,
        double cumulativeAlpha,
        double nominalLevel) {

    /**
     * Whether the trial can stop for efficacy at this look.
     *
     * @return false if the critical value is infinite
     */
    public boolean canStop() {
        return criticalValue < Double.POSITIVE_INFINITY;
    }
}
