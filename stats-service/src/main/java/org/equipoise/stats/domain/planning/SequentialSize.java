package org.equipoise.stats.domain.planning;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.groupsequential.DesignPower;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;

/**
 * The participants of a group-sequential trial: those of a trial with one analysis times the inflation factor of the design.
 *
 * <p>Information is proportional to the number of participants for each of the endpoints of this package, so that a design
 * enters only through the factor R with which the maximum information exceeds that of one analysis: N<sub>max</sub> = R N, look
 * k has N<sub>max</sub> t<sub>k</sub>/t<sub>K</sub> participants, and the expected number follows from the design's stopping
 * probabilities. For the t test N is the exact one with one analysis (as rpact does), the correction for estimating the
 * variance then being that of a trial of size N. Source: Jennison and Turnbull, Group Sequential Methods, 2000, sections 2.3 and 3.
 *
 * @param power the design's power, drift, inflation factor and relative expected information
 * @param maximum participants at the last look
 * @param atLook participants at each look
 * @param expectedUnderNull the mean total number at the end without an effect
 * @param expectedUnderHalf the same under half of the planned effect
 * @param expectedUnderAlternative the same under the planned effect
 */
public record SequentialSize(
        DesignPower power,
        SampleSize maximum,
        List<SampleSize> atLook,
        double expectedUnderNull,
        double expectedUnderHalf,
        double expectedUnderAlternative) {

    /** Copies the list. */
    public SequentialSize {
        atLook = List.copyOf(atLook);
    }

    /**
     * The sizes for a design.
     *
     * @param region the bounds, whose alpha and sides are those of the fixed trial
     * @param power the wanted power
     * @param fixed the sizes of the trial with one analysis of the same alpha, sides and power
     * @return the sizes, not rounded. Not computed if no effect has the power in this design
     */
    public static Outcome<SequentialSize> of(StoppingRegion region, double power, SampleSize fixed) {
        return region.designedFor(power).map(design -> of(region, design, fixed));
    }

    /**
     * The sizes for a comparison of means.
     *
     * @param region the bounds; their alpha and sides take the place of the plan's
     * @param power the wanted power
     * @param plan difference, deviation and allocation
     * @return as for {@link #of(StoppingRegion, double, SampleSize)}
     */
    public static Outcome<SequentialSize> means(StoppingRegion region, double power, TTestPlan plan) {
        TTestPlan.Test test =
                new TTestPlan.Test(region.alpha(), region.sides(), plan.test().allocation());
        return new TTestPlan(plan.difference(), plan.nullDifference(), plan.deviation(), test)
                .sampleSize(power)
                .flatMap(fixed -> of(region, power, fixed));
    }

    /**
     * The sizes for the last visit of repeated measures.
     *
     * @param region the bounds; their alpha and sides take the place of the plan's
     * @param power the wanted power
     * @param plan correlations, retention, effect and allocation
     * @return as for {@link #of(StoppingRegion, double, SampleSize)}; participants count at a look once they have had all visits
     */
    public static Outcome<SequentialSize> repeatedMeasures(StoppingRegion region, double power, MmrmPlan plan) {
        TTestPlan.Test test =
                new TTestPlan.Test(region.alpha(), region.sides(), plan.test().allocation());
        return new MmrmPlan(plan.correlation(), plan.retention(), plan.effect(), test)
                .sampleSize(power)
                .flatMap(fixed -> of(region, power, fixed));
    }

    /**
     * The sizes for a comparison of proportions, by the formula of the plan's test.
     *
     * @param region the bounds; their alpha and sides take the place of the plan's
     * @param power the wanted power
     * @param plan probabilities, allocation and test other than Fisher's
     * @return as for {@link #of(StoppingRegion, double, SampleSize)}
     */
    public static Outcome<SequentialSize> proportions(StoppingRegion region, double power, ProportionsPlan plan) {
        TTestPlan.Test test =
                new TTestPlan.Test(region.alpha(), region.sides(), plan.test().allocation());
        return new ProportionsPlan(plan.first(), plan.second(), plan.nullDifference(), plan.method(), test)
                .sampleSize(power)
                .flatMap(fixed -> of(region, power, fixed));
    }

    private static SequentialSize of(StoppingRegion region, DesignPower design, SampleSize fixed) {
        SampleSize maximum = fixed.times(design.inflation());
        List<SampleSize> sizes = new ArrayList<>();
        double last = region.fractions().last();
        for (double fraction : region.fractions().asList()) {
            sizes.add(maximum.times(fraction / last));
        }
        return new SequentialSize(
                design,
                maximum,
                sizes,
                design.expectedUnderNull() * fixed.total(),
                design.expectedUnderHalf() * fixed.total(),
                design.expectedUnderAlternative() * fixed.total());
    }
}
