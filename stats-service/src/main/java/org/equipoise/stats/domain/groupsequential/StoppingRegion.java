package org.equipoise.stats.domain.groupsequential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.Outcome;

/**
 * An upper and a lower bound at each look: the trial goes on while the statistic stays between them.
 *
 * <p>The bounds come from an efficacy boundary, to which a lower bound for futility or harm can be added at any of the
 * looks. What the trial then does under an effect (power, stopping probabilities, expected information) follows from the
 * joint distribution of the statistics. Effects are drifts &theta;: the mean of Z at an information fraction of 1.
 *
 * @param alpha the type I error probability that the upper bound was made for, over all sides
 * @param sides whether the upper bound belongs to a one- or a two-sided test
 * @param fractions the information at each look, as fractions of the planned maximum
 * @param upper the upper bound at each look on the z scale, +&infin; for none
 * @param lower the lower bound at each look on the z scale, &minus;&infin; for none; never above the upper bound
 */
public record StoppingRegion(
        double alpha, TestSides sides, InformationFractions fractions, List<Double> upper, List<Double> lower) {

    /** Copies and checks the bounds. */
    public StoppingRegion {
        Levels.requireAlpha(alpha, sides);
        upper = List.copyOf(upper);
        lower = List.copyOf(lower);
        if (upper.size() != fractions.looks() || lower.size() != fractions.looks()) {
            throw new IllegalArgumentException("there must be an upper and a lower bound for each of the "
                    + fractions.looks() + " looks, but there are " + upper.size() + " and " + lower.size());
        }
        for (int i = 0; i < upper.size(); i++) {
            if (!(lower.get(i) <= upper.get(i))) {
                throw new IllegalArgumentException("the lower bound of look " + (i + 1) + " is " + lower.get(i)
                        + " and must not be above the upper bound, " + upper.get(i));
            }
        }
    }

    /**
     * The region of an efficacy boundary alone: without lower bounds if it is one-sided, with the mirrored ones if it is
     * two-sided.
     *
     * @param boundary the boundary
     * @return its region
     */
    public static StoppingRegion of(StoppingBoundary boundary) {
        List<Double> upper = boundary.criticalValues();
        List<Double> lower = boundary.sides() == TestSides.TWO_SIDED
                ? upper.stream().map(value -> -value).toList()
                : Collections.nCopies(upper.size(), Double.NEGATIVE_INFINITY);
        return new StoppingRegion(boundary.alpha(), boundary.sides(), boundary.informationFractions(), upper, lower);
    }

    /**
     * The same region with other lower bounds, as a futility rule that is followed would make it.
     *
     * @param bounds z values for the first looks, in order; looks beyond the list keep their bound. &minus;&infin; is none
     * @return the changed region
     */
    public StoppingRegion withLower(List<Double> bounds) {
        List<Double> changed = new ArrayList<>(lower);
        for (int i = 0; i < bounds.size(); i++) {
            changed.set(i, bounds.get(i));
        }
        return new StoppingRegion(alpha, sides, fractions, upper, changed);
    }

    /**
     * What happens under an effect.
     *
     * @param drift the effect as the mean of Z at an information fraction of 1, finite
     * @return the stopping probabilities and the expected information
     */
    public OperatingCharacteristics under(double drift) {
        Levels.requireFinite("drift", drift);
        CrossingProbabilities.Exits coarse = exits(Resolution.COARSE, drift);
        CrossingProbabilities.Exits fine = exits(Resolution.FINE, drift);
        return OperatingCharacteristics.of(drift, fractions, fine, coarse);
    }

    /**
     * The effect at which the trial has a given power.
     *
     * @param power the probability of crossing the upper bound, strictly between 0 and 1
     * @return the drift, with its numerical error. Not computed if no drift within a million has the power
     */
    public Outcome<Estimate> driftForPower(double power) {
        Levels.requireProbability("power", power);
        double guess = Levels.fixedDrift(alpha, sides, power) / Math.sqrt(fractions.last());
        OptionalDouble coarse = search(Resolution.COARSE).attaining(power, 1.02 * guess);
        if (coarse.isEmpty()) {
            return noDrift(power);
        }
        OptionalDouble fine = search(Resolution.FINE).attaining(power, coarse.getAsDouble());
        return fine.isEmpty()
                ? noDrift(power)
                : Outcome.computed(Estimate.between(fine.getAsDouble(), coarse.getAsDouble()));
    }

    /**
     * The effect for a given power and what the design costs, relative to a trial without interim looks.
     *
     * @param power the probability of crossing the upper bound, strictly between 0 and 1
     * @return drift, inflation factor and expected information. Not computed if no drift has the power
     */
    public Outcome<DesignPower> designedFor(double power) {
        return driftForPower(power).map(drift -> DesignPower.of(this, power, drift));
    }

    private static Outcome<Estimate> noDrift(double power) {
        return Outcome.notComputed(
                Outcome.Reason.NO_SOLUTION,
                "No drift within a million attains the power " + power + " with these bounds.",
                "Check that at least one look has a finite upper bound.");
    }

    private CrossingProbabilities.Exits exits(Resolution resolution, double drift) {
        return search(resolution).exitsUnder(drift);
    }

    private CrossingDrift search(Resolution resolution) {
        return new CrossingDrift(resolution, fractions.toArray(), scores(lower), scores(upper));
    }

    private double[] scores(List<Double> bounds) {
        double[] scores = new double[bounds.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = bounds.get(i) * Math.sqrt(fractions.at(i + 1));
        }
        return scores;
    }
}
