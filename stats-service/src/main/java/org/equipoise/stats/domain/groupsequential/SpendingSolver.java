package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Finds, look by look, the upper bounds whose crossing probabilities without an effect are given.
 *
 * <p>The probability of crossing b at a look, having continued so far, is log-concave in b (marginals of log-concave
 * densities on convex sets are log-concave, Pr&eacute;kopa 1973), so that Newton's method on its logarithm converges
 * from any start; a bracket guards against underflow.
 */
final class SpendingSolver {

    /** Increments below this cannot be resolved in double precision: the look then never stops. */
    static final double SMALLEST_INCREMENT = 1e-280;

    private static final int MAX_STEPS = 200;
    private static final double STEP_TOLERANCE = 2e-15;

    private final Resolution resolution;
    private final double[] information;
    private final double[] increments;
    private final boolean symmetric;

    SpendingSolver(Resolution resolution, double[] information, double[] increments, boolean symmetric) {
        this.resolution = resolution;
        this.information = information;
        this.increments = increments;
        this.symmetric = symmetric;
    }

    /** The critical values on the z scale; +&infin; where nothing may be spent. */
    double[] solve(double[] start) {
        ScoreProcess process = new ScoreProcess(resolution, information, Coverage.of(0, smallestIncrement()));
        double[] critical = new double[information.length];
        double spent = 0;
        for (int look = 0; look < information.length; look++) {
            double root = Math.sqrt(information[look]);
            spent += increments[look];
            if (increments[look] < SMALLEST_INCREMENT) {
                critical[look] = Double.POSITIVE_INFINITY;
            } else if (look == 0) {
                critical[look] = StandardNormal.upperQuantile(increments[look]);
            } else {
                double guess = start == null ? StandardNormal.upperQuantile(Math.min(0.5, spent)) : start[look];
                critical[look] = upperBound(process, increments[look], guess * root) / root;
            }
            if (look + 1 < information.length) {
                double bound = critical[look] * root;
                process.stopOutside(symmetric ? -bound : Double.NEGATIVE_INFINITY, bound);
            }
        }
        return critical;
    }

    private double smallestIncrement() {
        double smallest = 1;
        for (double increment : increments) {
            if (increment >= SMALLEST_INCREMENT) {
                smallest = Math.min(smallest, increment);
            }
        }
        return smallest;
    }

    /** The score above which the process exits at its coming look with the given probability. */
    static double upperBound(ScoreProcess process, double target, double guess) {
        double left = Double.NEGATIVE_INFINITY;
        double right = process.farthest();
        double tolerance = STEP_TOLERANCE * Math.max(Math.abs(guess), 1e-3 * Math.abs(right));
        double logTarget = Math.log(target);
        double bound = Math.min(guess, right);
        for (int step = 0; step < MAX_STEPS; step++) {
            double exit = process.exitAbove(bound);
            double next;
            if (exit > 0) {
                double slope = process.densityAt(bound) / exit;
                double excess = Math.log(exit) - logTarget;
                if (excess > 0) {
                    left = bound;
                } else {
                    right = bound;
                }
                next = bound + excess / slope;
            } else {
                right = bound;
                next = Double.NaN;
            }
            if (!(next > left && next < right)) {
                if (left == Double.NEGATIVE_INFINITY) {
                    next = bound - Math.abs(right) - 1e-300;
                } else {
                    next = 0.5 * (left + right);
                }
            }
            if (Math.abs(next - bound) <= tolerance) {
                return next;
            }
            bound = next;
        }
        return bound;
    }
}
