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

    /** exp(-40) is 4e-18. */
    private static final double NEGLIGIBLE_EXPONENT = 40;

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
        Coverage coverage = Coverage.of(0, smallestIncrement());
        if (!symmetric) {
            coverage = coverage.withFloors(floors());
        }
        ScoreProcess process = new ScoreProcess(resolution, information, coverage);
        double[] critical = new double[information.length];
        double spent = 0;
        double ahead = 0;
        for (int look = 0; look < information.length; look++) {
            double root = Math.sqrt(information[look]);
            spent += increments[look];
            if (increments[look] < SMALLEST_INCREMENT) {
                critical[look] = Double.POSITIVE_INFINITY;
            } else if (look == 0) {
                critical[look] = StandardNormal.upperQuantile(increments[look]);
            } else {
                double nominal = StandardNormal.upperQuantile(spent);
                double guess = start == null ? nominal + ahead : start[look];
                critical[look] = upperBound(process, increments[look], guess * root) / root;
                ahead = critical[look] - nominal;
            }
            if (look + 1 < information.length) {
                double bound = critical[look] * root;
                process.stopOutside(symmetric ? -bound : Double.NEGATIVE_INFINITY, bound);
            }
        }
        return critical;
    }

    /**
     * Scores below which a path may be dropped at each look of a one-sided test: from there the probability of crossing
     * any later bound, which is at least that of the nominal level of all the alpha spent by then, is a negligible share
     * of what that look spends. P(S&#8342; &lt; &minus;l, S&#8344; &gt; b) is at most exp(&minus;l&sup2;/(2I&#8342;) &minus; (b +
     * l)&sup2;/(2(I&#8344; &minus; I&#8342;))).
     */
    private double[] floors() {
        double[] floors = new double[information.length];
        double spent = 0;
        for (int later = 0; later < information.length; later++) {
            spent += increments[later];
            if (increments[later] >= SMALLEST_INCREMENT) {
                double bound = StandardNormal.upperQuantile(spent) * Math.sqrt(information[later]);
                double exponent = 2 * (NEGLIGIBLE_EXPONENT - Math.log(increments[later]));
                for (int look = 0; look < later; look++) {
                    floors[look] = Math.min(floors[look], floor(look, later, bound, exponent));
                }
            }
        }
        return floors;
    }

    /** The negative of the l with l&sup2;/I + (b + l)&sup2;/(J &minus; I) = exponent. */
    private double floor(int look, int later, double bound, double exponent) {
        double here = information[look];
        double left = information[later] - here;
        double sum = here + left;
        double product = here * left * exponent;
        double root = Math.sqrt(Math.max(0, here * here * bound * bound - sum * (here * bound * bound - product)));
        return -Math.max(0, (root - here * bound) / sum);
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
        double[] density = new double[1];
        double bound = Math.min(guess, right);
        for (int step = 0; step < MAX_STEPS; step++) {
            double exit = process.exitAbove(bound, density);
            double next;
            if (exit > 0) {
                double slope = density[0] / exit;
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
