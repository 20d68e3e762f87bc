package org.equipoise.stats.domain.groupsequential;

/**
 * Finds the bound that a process crosses at its coming look with a given probability.
 *
 * <p>The probability of crossing b at a look, having continued so far, is log-concave in b (marginals of log-concave
 * densities on convex sets are log-concave, Pr&eacute;kopa 1973), so that Newton's method on its logarithm converges
 * from any start; a bracket guards against underflow.
 */
final class BoundSearch {

    private static final int MOST_STEPS = 200;
    private static final double STEP_TOLERANCE = 2e-15;

    private final Crossing crossing;
    private final double logTarget;
    private double left = Double.NEGATIVE_INFINITY;
    private double right;

    private BoundSearch(Crossing crossing, double target, double farthest) {
        this.crossing = crossing;
        this.logTarget = Math.log(target);
        this.right = farthest;
    }

    /** The probability of ending beyond a point, falling in the point, and its negative derivative there. */
    private interface Crossing {
        double beyond(double point, double[] density);
    }

    /** The score above which the process exits at its coming look with the given probability. */
    static double upper(ScoreProcess process, double probability, double guess) {
        return new BoundSearch(process::exitAbove, probability, process.farthestAbove()).from(guess);
    }

    /** The score below which the process exits at its coming look with the given probability. */
    static double lower(ScoreProcess process, double probability, double guess) {
        Crossing mirrored = (point, density) -> process.exitBelow(-point, density);
        return -new BoundSearch(mirrored, probability, -process.farthestBelow()).from(-guess);
    }

    private double from(double guess) {
        double tolerance = STEP_TOLERANCE * Math.max(Math.abs(guess), 1e-3 * Math.abs(right));
        double bound = Math.min(guess, right);
        for (int step = 0; step < MOST_STEPS; step++) {
            double next = next(bound);
            if (Math.abs(next - bound) <= tolerance) {
                return next;
            }
            bound = next;
        }
        return bound;
    }

    private double next(double bound) {
        double[] density = new double[1];
        double probability = crossing.beyond(bound, density);
        double excess = Math.log(probability) - logTarget;
        double newton = bound + excess * probability / density[0];
        if (excess > 0) {
            left = bound;
        } else {
            right = bound;
        }
        if ((newton > left && newton < right) || newton == bound) {
            return newton;
        }
        return left == Double.NEGATIVE_INFINITY ? bound - Math.abs(right) - 1e-300 : 0.5 * (left + right);
    }
}
