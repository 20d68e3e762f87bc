package org.equipoise.stats.domain.groupsequential;

import java.util.OptionalDouble;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Finds the drift under which given bounds are crossed upwards with a given probability.
 *
 * <p>The probability rises with the drift, and its probit nearly linearly. One recursion serves all drifts in a range
 * around the first guess; it is repeated only if the search leaves the range.
 */
final class CrossingDrift {

    private static final double FARTHEST = 1e6;
    private static final double RANGE = 1.5;

    private final Resolution resolution;
    private final double[] information;
    private final double[] lower;
    private final double[] upper;
    private CrossingProbabilities crossings;

    CrossingDrift(Resolution resolution, double[] information, double[] lower, double[] upper) {
        this.resolution = resolution;
        this.information = information;
        this.lower = lower;
        this.upper = upper;
    }

    /** The drift, or empty if none within 1e6 has the probability. */
    OptionalDouble attaining(double probability, double guess) {
        double wanted = probit(probability);
        double scale = 1 / Math.sqrt(information[information.length - 1]);
        return MonotoneRoot.find(drift -> probit(crossingUnder(drift)) - wanted, guess, 0.25 * scale, FARTHEST * scale);
    }

    double crossingUnder(double drift) {
        return exitsUnder(drift).totalAbove();
    }

    CrossingProbabilities.Exits exitsUnder(double drift) {
        if (crossings == null || !crossings.covers(drift)) {
            double range = RANGE / Math.sqrt(information[information.length - 1]);
            Coverage coverage = Coverage.range(drift, drift - range, drift + range, 1);
            crossings = new CrossingProbabilities(resolution, information, lower, upper, coverage);
        }
        return crossings.under(drift);
    }

    private static double probit(double probability) {
        return -StandardNormal.upperQuantile(Math.min(1, Math.max(0, probability)));
    }
}
