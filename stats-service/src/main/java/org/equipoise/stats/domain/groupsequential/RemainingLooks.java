package org.equipoise.stats.domain.groupsequential;

/**
 * The looks to come, seen from an interim look: information still to be gathered, and the bounds on the score still to be
 * gained.
 */
final class RemainingLooks {

    private final double[] information;
    private final double[] lower;
    private final double[] upper;

    private RemainingLooks(double[] information, double[] lower, double[] upper) {
        this.information = information;
        this.lower = lower;
        this.upper = upper;
    }

    /**
     * Looks from one number to the last, given the statistic at an earlier look.
     *
     * @param boundary the boundary
     * @param look the interim look, from 1
     * @param from the first look that counts, after the interim look
     * @param z the statistic at the interim look
     */
    static RemainingLooks after(StoppingBoundary boundary, int look, int from, double z) {
        int last = boundary.looks().size();
        if (look < 1 || look >= last) {
            throw new IllegalArgumentException(
                    "the look must lie between 1 and " + (last - 1) + ", so that one is to come, but is " + look);
        }
        Levels.requireFinite("z", z);
        double here = boundary.look(look).informationFraction();
        double start = z * Math.sqrt(here);
        int count = last - from + 1;
        double[] information = new double[count];
        double[] lower = new double[count];
        double[] upper = new double[count];
        for (int i = 0; i < count; i++) {
            BoundaryLook later = boundary.look(from + i);
            double score = later.criticalValue() * Math.sqrt(later.informationFraction());
            information[i] = later.informationFraction() - here;
            upper[i] = score - start;
            lower[i] = boundary.sides() == TestSides.TWO_SIDED ? -score - start : Double.NEGATIVE_INFINITY;
        }
        return new RemainingLooks(information, lower, upper);
    }

    /** The probability of crossing an upper bound if the drift is the given one. */
    Estimate crossingUnder(double drift) {
        return Estimate.compare(
                resolution -> new CrossingProbabilities(resolution, information, lower, upper, Coverage.of(drift, 1))
                        .under(drift)
                        .totalAbove());
    }

    /**
     * The probability of crossing an upper bound if the drift is normal with the given mean m and variance v.
     *
     * <p>The gain X(&tau;) = &theta;&tau; + W(&tau;) is then Gaussian with the mean m&tau; and the covariance
     * &tau;<sub>i</sub>(1 + v&tau;<sub>j</sub>), i &le; j, so that (X(&tau;) &minus; m&tau;)/(1 + v&tau;) is a Brownian motion
     * without drift in the information &tau;/(1 + v&tau;).
     */
    Estimate crossingUnder(double mean, double variance) {
        int count = information.length;
        double[] clock = new double[count];
        double[] from = new double[count];
        double[] to = new double[count];
        for (int i = 0; i < count; i++) {
            double spread = 1 + variance * information[i];
            clock[i] = information[i] / spread;
            from[i] = (lower[i] - mean * information[i]) / spread;
            to[i] = (upper[i] - mean * information[i]) / spread;
        }
        return new RemainingLooks(clock, from, to).crossingUnder(0);
    }
}
