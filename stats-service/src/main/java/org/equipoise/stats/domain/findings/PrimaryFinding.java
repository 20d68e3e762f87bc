package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * The primary comparison against its boundary.
 *
 * @param heading what it estimates and how
 * @param outcome whether it was computed; all that follows is null or empty if not
 * @param information what the look has of the planned information
 * @param arms both arms, A first
 * @param difference B minus A, adjusted, with the interval of a single look
 * @param z test statistic on the normal scale, positive in favour of the experimental arm
 * @param oneSidedP one-sided p-value for benefit of the experimental arm, of a single look
 * @param boundary the boundary at the actual information
 * @param decision {@code stop-efficacy}, {@code stop-futility} or {@code continue}: what the boundaries suggest
 * @param power the power that is left
 * @param repeated repeated confidence interval and p-value, valid at every look whether the trial stops or not
 * @param stageWise inference as if the trial ended with this look; null where it cannot be computed
 * @param path all looks in order of information: those that were run, this one, and those to come
 */
public record PrimaryFinding(
        Heading heading,
        SectionOutcome outcome,
        Information information,
        List<ArmMean> arms,
        Difference difference,
        Double z,
        Double oneSidedP,
        Boundary boundary,
        String decision,
        Power power,
        Repeated repeated,
        StageWise stageWise,
        List<PathPoint> path)
        implements Finding {

    /** Takes copies of the lists. */
    public PrimaryFinding {
        arms = List.copyOf(arms);
        path = List.copyOf(path);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "PrimaryFinding[…]";
    }

    /**
     * The information of a look.
     *
     * @param look number of the look, from 1
     * @param observed subjects with primary data
     * @param maximum subjects planned
     * @param fraction observed / maximum
     */
    public record Information(int look, int observed, int maximum, double fraction) {}

    /**
     * The boundary of a look.
     *
     * @param efficacyZ z above which the look rejects; null where it spends no alpha that could
     * @param futilityZ z below which it suggests stopping; null without a futility boundary
     * @param nominalAlpha one-sided level of this look alone
     * @param cumulativeAlpha alpha spent up to and with this look
     */
    public record Boundary(Double efficacyZ, Double futilityZ, double nominalAlpha, double cumulativeAlpha) {}

    /**
     * The probability that the trial rejects at a later look.
     *
     * @param design conditional power under the planned effect
     * @param trend conditional power under the effect estimated so far
     * @param predictive predictive power, the effect with a flat prior; null at the last look
     */
    public record Power(double design, double trend, Double predictive) {}

    /**
     * Repeated inference.
     *
     * @param interval B minus A with the repeated confidence limits, of level 1 &minus; 2&alpha;
     * @param oneSidedP repeated p-value for benefit of the experimental arm; null where it cannot be computed
     */
    public record Repeated(Difference interval, Double oneSidedP) {}

    /**
     * Inference by the stage-wise ordering of the looks.
     *
     * @param oneSidedP p-value for benefit of the experimental arm
     * @param medianUnbiased B minus A: the median-unbiased estimate with its limits
     */
    public record StageWise(double oneSidedP, Difference medianUnbiased) {}

    /**
     * A look on the way.
     *
     * @param look number of the look
     * @param information subjects with primary data: observed, or planned for a look to come
     * @param efficacyZ its efficacy boundary; null without one
     * @param futilityZ its futility boundary; null without one
     * @param z the test statistic; null where the look has not been run
     */
    public record PathPoint(int look, int information, Double efficacyZ, Double futilityZ, Double z) {}
}
