package org.equipoise.stats.domain.planning;

import java.util.List;
import java.util.Objects;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.proportions.Responders;

/**
 * Re-estimation of the sample size during a trial from data without arms.
 *
 * <p>The planned difference stays; only what was guessed besides it (the variance within arms, or the response rate over both
 * arms) is replaced by its blinded estimate. Nobody learns the effect: the results depend on the values of both arms together.
 * What this does to the type I error is part of each result. Source: Kieser and Friede, Statistics in Medicine 2003;22:3571;
 * Gould, Statistics in Medicine 1992;11:55.
 *
 * @param plannedDifference &Delta;, first minus second arm, in the unit of the values, or a difference of probabilities
 * @param nullDifference &Delta;&#8320;, the difference under the null hypothesis: 0, or the margin with its sign
 * @param power the wanted power
 * @param test level, sides and allocation
 * @param limits between what totals the new size must stay
 */
public record BlindedReestimation(
        double plannedDifference, double nullDifference, double power, TTestPlan.Test test, ReestimationLimits limits) {

    private static final double LARGEST_VALUE = 1e100;

    /** Checks the numbers. */
    public BlindedReestimation {
        Objects.requireNonNull(limits, "limits");
        PlanningChecks.requireFinite("the planned difference", plannedDifference);
        PlanningChecks.requireFinite("the difference under the null hypothesis", nullDifference);
        PlanningChecks.requirePower(power);
        if (plannedDifference == nullDifference) {
            throw new IllegalArgumentException("the planned difference and the one under the null hypothesis are both "
                    + plannedDifference + "; no sample size tells them apart");
        }
        if (power <= test.alpha() / test.sides().count()) {
            throw new IllegalArgumentException("the power " + power + " must be above alpha on each side");
        }
    }

    /**
     * The new size of a comparison of means.
     *
     * @param pooled the values of both arms, finite
     * @param variance how the variance within arms is estimated
     * @return N = (1 + r)&sup2;/r (z<sub>1&minus;&alpha;/s</sub> + z<sub>power</sub>)&sup2; s&sup2;/(&Delta; &minus; &Delta;&#8320;)&sup2; with the
     *     ratio r of the arms, within the limits. Not computed with fewer than 4 values or if the estimated variance is not positive
     */
    public Outcome<ReestimatedSize> means(List<Double> pooled, BlindedVariance variance) {
        for (int i = 0; i < pooled.size(); i++) {
            if (!(Math.abs(pooled.get(i)) <= LARGEST_VALUE)) {
                throw new IllegalArgumentException("values must be numbers within 1e100, but number " + (i + 1) + " is "
                        + pooled.get(i) + "; leave missing values out");
            }
        }
        if (pooled.size() < 4) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "There are " + pooled.size() + " values.",
                    "Wait for more data; at least 4 values are needed, and 20 are advisable.");
        }
        double share = test.allocation() / (1 + test.allocation());
        double shift = share * (1 - share) * plannedDifference * plannedDifference;
        double estimate = variance.estimate(oneSample(pooled), pooled.size(), shift);
        if (!(estimate > 0 && estimate < Double.MAX_VALUE)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The blinded estimate of the variance within arms is " + estimate + ".",
                    "Use the unadjusted estimate, or check the planned difference against the spread of the values.");
        }
        double root = PlanningChecks.standardizedEffect(test.alpha(), test.sides(), power)
                / Math.abs(plannedDifference / Math.sqrt(estimate) - nullDifference / Math.sqrt(estimate));
        return within(estimate, root * root / (share * (1 - share)), marginOr(TypeOneErrorEffect.NONE_TO_SPEAK_OF));
    }

    private static double oneSample(List<Double> values) {
        double mean = 0;
        for (int i = 0; i < values.size(); i++) {
            mean += (values.get(i) - mean) / (i + 1);
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.size() - 1);
    }

    /**
     * The new size of a comparison of proportions.
     *
     * @param pooled the responders of both arms together
     * @param method the test; Fisher's takes its size from enumeration
     * @return the size for the proportions with the planned difference whose mixture has the observed rate p: p + (1 &minus;
     *     w)&Delta; and p &minus; w&Delta;. Not computed without participants, or if such proportions would leave 0 to 1
     */
    public Outcome<ReestimatedSize> proportions(Responders pooled, ProportionsMethod method) {
        if (pooled.total() == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS, "There are no participants yet.", "Wait for more data.");
        }
        double rate = pooled.share();
        double share = test.allocation() / (1 + test.allocation());
        double first = rate + (1 - share) * plannedDifference;
        double second = rate - share * plannedDifference;
        if (!(first >= 0 && first <= 1 && second >= 0 && second <= 1)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "With the response rate " + rate
                            + " over both arms no two probabilities have the planned difference " + plannedDifference
                            + ".",
                    "Keep the planned size; the planned difference is out of reach at this response rate.");
        }
        return new ProportionsPlan(first, second, nullDifference, method, test)
                .sampleSize(power)
                .flatMap(size -> within(rate, size.total(), marginOr(TypeOneErrorEffect.AS_FIXED_TEST)));
    }

    private TypeOneErrorEffect marginOr(TypeOneErrorEffect superiority) {
        return nullDifference == 0 ? superiority : TypeOneErrorEffect.SLIGHT_WITH_MARGIN;
    }

    private Outcome<ReestimatedSize> within(double nuisance, double required, TypeOneErrorEffect typeOneError) {
        return required > 0 && required < Double.MAX_VALUE
                ? Outcome.computed(ReestimatedSize.of(nuisance, required, limits, typeOneError))
                : Outcome.notComputed(
                        Outcome.Reason.OUT_OF_RANGE,
                        "The formula gives the size " + required + ".",
                        "Check the planned difference.");
    }
}
