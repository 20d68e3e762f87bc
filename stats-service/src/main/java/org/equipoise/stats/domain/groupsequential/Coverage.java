package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Which scores a recursion must keep: those within {@code reach} standard deviations under any drift of a range.
 *
 * @param drift the drift under which the densities are held
 * @param lowestDrift the lowest drift that they will be tilted to
 * @param highestDrift the highest one
 * @param reach standard deviations beyond which paths may be dropped
 */
record Coverage(double drift, double lowestDrift, double highestDrift, double reach) {

    private static final double USUAL_REACH = 9;
    private static final double FARTHEST_REACH = 37;
    private static final double NEGLIGIBLE_SHARE = 1e-18;

    /** Coverage under one drift, in which probabilities down to the given one keep their relative accuracy. */
    static Coverage of(double drift, double smallestProbability) {
        return range(drift, drift, drift, smallestProbability);
    }

    /** Coverage for a range of drifts. */
    static Coverage range(double drift, double lowestDrift, double highestDrift, double smallestProbability) {
        double tail = StandardNormal.upperQuantile(smallestProbability * NEGLIGIBLE_SHARE);
        double reach = Math.min(FARTHEST_REACH, Math.max(USUAL_REACH, tail));
        return new Coverage(drift, lowestDrift, highestDrift, reach);
    }

    double lowest(double information) {
        return lowestDrift * information - reach * Math.sqrt(information);
    }

    double highest(double information) {
        return highestDrift * information + reach * Math.sqrt(information);
    }
}
