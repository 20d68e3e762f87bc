package org.equipoise.stats.domain.groupsequential;

import java.util.List;

/**
 * The effect that a design detects with a given power, and what its looks cost and save.
 *
 * <p>A trial with one analysis needs the information (z<sub>1&minus;&alpha;/s</sub> + z<sub>1&minus;&beta;</sub>)&sup2; per
 * squared effect, s being the number of sides. With the drift &theta; of the design its maximum information is
 * &theta;&sup2;t<sub>K</sub> in the same unit, and its expected information &theta;&sup2;E(t).
 *
 * @param power the probability of crossing the upper bound under the alternative
 * @param drift the alternative as the mean of Z at an information fraction of 1
 * @param inflation maximum information relative to the trial with one analysis
 * @param cumulativePower the probability, under the alternative, of having crossed the upper bound by each look
 * @param expectedUnderNull expected information without an effect, relative to the trial with one analysis
 * @param expectedUnderHalf the same under half of the alternative
 * @param expectedUnderAlternative the same under the alternative
 * @param numericalError an estimate, on the safe side, of the absolute error of the drift and of the probabilities
 */
public record DesignPower(
        double power,
        double drift,
        double inflation,
        List<Double> cumulativePower,
        double expectedUnderNull,
        double expectedUnderHalf,
        double expectedUnderAlternative,
        double numericalError) {

    /** Copies the list. */
    public DesignPower {
        cumulativePower = List.copyOf(cumulativePower);
    }

    static DesignPower of(StoppingRegion region, double power, Estimate drift) {
        double fixed = Levels.fixedDrift(region.alpha(), region.sides(), power);
        double unit = drift.value() * drift.value() / (fixed * fixed);
        OperatingCharacteristics alternative = region.under(drift.value());
        return new DesignPower(
                power,
                drift.value(),
                unit * region.fractions().last(),
                alternative.cumulativePower(),
                unit * region.under(0).expectedInformation(),
                unit * region.under(0.5 * drift.value()).expectedInformation(),
                unit * alternative.expectedInformation(),
                drift.numericalError() + alternative.numericalError());
    }
}
