package org.equipoise.stats.application;

import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmComparisonData;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.LookBoundaries;
import org.equipoise.stats.domain.analysis.PrimaryComparison;

/** The numbers of a closed analysis: the comparison of the arms, the boundaries, and the power that is left. */
record ClosedComparison(
        Inputs inputs,
        ArmComparisonData data,
        PrimaryComparison primary,
        LookBoundaries boundaries,
        double designPower,
        double trendPower) {

    /**
     * What is compared.
     *
     * @param completing whether the look only completes the follow-up after an earlier rejection
     */
    record Inputs(
            EndpointData endpoint, Allocations allocations, ArmLabels labels, LookHistory history, boolean completing) {

        private Outcome<LookBoundaries> boundaries(AnalysisPlan plan) {
            return completing
                    ? LookBoundaries.completing(
                            plan, history.earlierInformation(), history.look(), endpoint.information())
                    : LookBoundaries.at(plan, history.earlierInformation(), history.look(), endpoint.information());
        }
    }

    /**
     * Computes them.
     *
     * @throws Refusal {@code not-enough-data} or {@code analysis-impossible} if the data do not determine them
     */
    static ClosedComparison compute(AnalysisPlan plan, Inputs inputs) {
        ArmComparisonData data = ArmComparisonData.join(inputs.endpoint(), inputs.allocations());
        PrimaryComparison primary = required(PrimaryComparison.of(plan.primary(), data, inputs.labels()));
        LookBoundaries boundaries = required(inputs.boundaries(plan));
        double share = data.count(true) / (double) inputs.endpoint().information();
        double z = primary.z();
        return new ClosedComparison(
                inputs,
                data,
                primary,
                boundaries,
                boundaries.conditionalPower(z, plan.effect().drift(plan.maximumInformation(), share)),
                boundaries.conditionalPower(z, boundaries.trend(z)));
    }

    private static <T> T required(Outcome<T> outcome) {
        if (outcome instanceof Outcome.NotComputed<T> failure) {
            ProblemType type = failure.reason() == Outcome.Reason.TOO_FEW_OBSERVATIONS
                    ? ProblemType.NOT_ENOUGH_DATA
                    : ProblemType.ANALYSIS_IMPOSSIBLE;
            throw Refusal.of(type, failure.explanation())
                    .fix(failure.advice())
                    .with(
                            RunEnd.REASON,
                            failure.reason()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', '-'));
        }
        return outcome.orElseThrow();
    }
}
