package org.equipoise.stats.domain.groupsequential;

import java.util.OptionalDouble;
import org.equipoise.stats.domain.Outcome;

/**
 * P-value, estimate and confidence interval that account for the looks at which the trial could have stopped.
 *
 * <p>Results are ordered by stage: crossing the upper bound earlier is stronger evidence than crossing it later, and at
 * one stage a larger statistic is stronger. For a trial that ended (or stands) at look k with Z<sub>k</sub> = z,
 *
 * <pre>p(&theta;) = &sum;(j &lt; k) P&theta;(cross the upper bound first at j) + P&theta;(continue through k&minus;1, Z&#8342; &ge; z)</pre>
 *
 * The p-value is p(0); the median-unbiased estimate solves p(&theta;) = 1/2, and the limits of an interval of coverage c
 * solve p(&theta;) = (1 &mp; c)/2. Effects are drifts: divide by the square root of the planned maximum information for the
 * effect's own unit. Source: Fairbanks and Madsen, Biometrika 1982;69:69; Tsiatis, Rosner and Mehta, Biometrics
 * 1984;40:797.
 *
 * @param region the bounds of all looks up to the one analysed; later ones play no role. Lower bounds count as stopping:
 *     leave a non-binding futility bound out
 */
public record StageWiseInference(StoppingRegion region) {

    /**
     * Analyses a result.
     *
     * @param look the look at which the trial ended or stands, from 1
     * @param z the statistic at that look, finite
     * @param confidence the coverage of the interval, strictly between 0 and 1
     * @return p-value, estimate and interval. Not computed if a limit lies beyond a million
     */
    public Outcome<StageWiseResult> at(int look, double z, double confidence) {
        Levels.requireFinite("z", z);
        Levels.requireProbability("the confidence", confidence);
        Search coarse = new Search(Resolution.COARSE, look, z);
        Search fine = new Search(Resolution.FINE, look, z);
        double[] probabilities = {0.5, (1 - confidence) / 2, (1 + confidence) / 2};
        Estimate[] drifts = new Estimate[probabilities.length];
        for (int i = 0; i < drifts.length; i++) {
            OptionalDouble start = coarse.drift(probabilities[i]);
            OptionalDouble found = fine.drift(probabilities[i]);
            if (start.isEmpty() || found.isEmpty()) {
                return Outcome.notComputed(
                        Outcome.Reason.NO_SOLUTION,
                        "No drift within a million gives a result as large as " + z + " at look " + look
                                + " the probability " + probabilities[i] + ".",
                        "Check the statistic, and that the looks before it could stop the trial.");
            }
            drifts[i] = Estimate.between(found.getAsDouble(), start.getAsDouble());
        }
        Estimate pValue = Estimate.between(fine.pValue(), coarse.pValue());
        return Outcome.computed(new StageWiseResult(pValue, drifts[0], drifts[1], drifts[2], confidence));
    }

    /** Solves p(&theta;) at one resolution. */
    private final class Search {

        private final CrossingDrift crossing;
        private final double guess;

        Search(Resolution resolution, int look, double z) {
            InformationFractions looks = region.fractions().first(checked(look));
            double[] lower = new double[look];
            double[] upper = new double[look];
            for (int i = 0; i < look; i++) {
                double root = Math.sqrt(looks.at(i + 1));
                lower[i] = region.lower().get(i) * root;
                upper[i] = region.upper().get(i) * root;
            }
            lower[look - 1] = Double.NEGATIVE_INFINITY;
            upper[look - 1] = z * Math.sqrt(looks.last());
            this.crossing = new CrossingDrift(resolution, looks.toArray(), lower, upper);
            this.guess = z / Math.sqrt(looks.last());
        }

        private int checked(int look) {
            if (look < 1 || look > region.fractions().looks()) {
                throw new IllegalArgumentException(
                        "the look must lie between 1 and " + region.fractions().looks() + ", but is " + look);
            }
            return look;
        }

        double pValue() {
            return Math.min(1, crossing.crossingUnder(0));
        }

        OptionalDouble drift(double probability) {
            return crossing.attaining(probability, guess);
        }
    }
}
