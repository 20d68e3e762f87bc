package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.numerics.StandardNormal;

/** Which scores a recursion must keep: those within some standard deviations under any drift of a range. */
final class Coverage {

    private static final double USUAL_REACH = 9;
    private static final double FARTHEST_REACH = 37;
    private static final double NEGLIGIBLE_SHARE = 1e-18;

    private final double drift;
    private final double lowestDrift;
    private final double highestDrift;
    private final double reach;
    private final double[] floors;

    private Coverage(double drift, double lowestDrift, double highestDrift, double reach, double[] floors) {
        this.drift = drift;
        this.lowestDrift = lowestDrift;
        this.highestDrift = highestDrift;
        this.reach = reach;
        this.floors = floors;
    }

    /** Coverage under one drift, in which probabilities down to the given one keep their relative accuracy. */
    static Coverage of(double drift, double smallestProbability) {
        return range(drift, drift, drift, smallestProbability);
    }

    /** Coverage for a range of drifts, with densities held under one of them. */
    static Coverage range(double drift, double lowestDrift, double highestDrift, double smallestProbability) {
        double tail = StandardNormal.upperQuantile(smallestProbability * NEGLIGIBLE_SHARE);
        double reach = Math.min(FARTHEST_REACH, Math.max(USUAL_REACH, tail));
        return new Coverage(drift, lowestDrift, highestDrift, reach, new double[0]);
    }

    /** The same coverage without the scores below the given ones, one for each look. */
    Coverage withFloors(double[] lowestScores) {
        return new Coverage(drift, lowestDrift, highestDrift, reach, lowestScores);
    }

    double drift() {
        return drift;
    }

    boolean covers(double other) {
        return other >= lowestDrift && other <= highestDrift;
    }

    double lowest(int look, double information) {
        double lowest = lowestDrift * information - reach * Math.sqrt(information);
        return look < floors.length ? Math.max(lowest, floors[look]) : lowest;
    }

    double highest(double information) {
        return highestDrift * information + reach * Math.sqrt(information);
    }
}
