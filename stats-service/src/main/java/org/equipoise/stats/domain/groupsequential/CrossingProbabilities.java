package org.equipoise.stats.domain.groupsequential;

/**
 * The probabilities of leaving given continuation intervals first at each look, through the upper or the lower bound,
 * under any drift that the coverage allows.
 *
 * <p>The densities are computed once; another drift only reweighs them (see {@link SubDensity#underDrift}).
 */
final class CrossingProbabilities {

    private final double[] information;
    private final double[] lower;
    private final double[] upper;
    private final Coverage coverage;
    private final SubDensity[] densities;

    /**
     * Runs the recursion.
     *
     * @param resolution how finely
     * @param information the information at each look, increasing
     * @param lower lower bounds on the score scale, &minus;&infin; for none
     * @param upper upper bounds on the score scale, +&infin; for none
     * @param coverage drifts that will be asked for
     */
    CrossingProbabilities(
            Resolution resolution, double[] information, double[] lower, double[] upper, Coverage coverage) {
        this.information = information;
        this.lower = lower;
        this.upper = upper;
        this.coverage = coverage;
        this.densities = new SubDensity[information.length - 1];
        ScoreProcess process = new ScoreProcess(resolution, information, coverage);
        for (int look = 0; look < densities.length; look++) {
            densities[look] = process.stopOutside(lower[look], upper[look]);
        }
    }

    /** The probabilities of crossing first at each look under a drift. */
    Exits under(double drift) {
        int looks = information.length;
        double[] above = new double[looks];
        double[] below = new double[looks];
        ScoreProcess first = new ScoreProcess(Resolution.FINE, information, Coverage.of(drift, 1));
        above[0] = first.exitAbove(upper[0]);
        below[0] = first.exitBelow(lower[0]);
        for (int look = 1; look < looks; look++) {
            SubDensity density = densities[look - 1].underDrift(drift);
            above[look] = density.exitAbove(upper[look], information[look]);
            below[look] = density.exitBelow(lower[look], information[look]);
        }
        return new Exits(above, below);
    }

    /** Whether a drift lies in the coverage. */
    boolean covers(double drift) {
        return coverage.covers(drift);
    }

    /** Probabilities of crossing first at each look. */
    static final class Exits {

        private final double[] above;
        private final double[] below;

        Exits(double[] above, double[] below) {
            this.above = above;
            this.below = below;
        }

        /** Through the upper bound at a look, from 0. */
        double above(int look) {
            return above[look];
        }

        /** Through the lower bound at a look, from 0. */
        double below(int look) {
            return below[look];
        }

        double totalAbove() {
            double sum = 0;
            for (double probability : above) {
                sum += probability;
            }
            return sum;
        }
    }
}
