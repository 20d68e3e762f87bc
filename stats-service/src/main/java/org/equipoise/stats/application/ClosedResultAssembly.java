package org.equipoise.stats.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmComparisonData;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.LookBoundary;
import org.equipoise.stats.domain.analysis.PrimaryComparison;
import org.equipoise.stats.domain.ancova.LeastSquaresMean;

/** Puts a comparison and its inputs' hashes together as the result that is kept. */
record ClosedResultAssembly(UUID analysis, PublishedPlan published, CutData data, Allocations allocations) {

    ClosedResult result(ClosedComparison comparison, Instant runAt, String runBy, String endOfTrial) {
        AnalysisPlan plan = published.plan();
        LookBoundary present = comparison.boundaries().present();
        LookHistory history = comparison.inputs().history();
        return new ClosedResult(
                analysis,
                plan.study(),
                history.look(),
                history.run(),
                plan.version(),
                published.contentHash(),
                runAt,
                runBy,
                endOfTrial,
                data.cut().at(),
                data.definitionVersion(),
                data.hash(),
                allocationHash(),
                new ClosedResult.Information(present.information(), plan.maximumInformation(), present.fraction()),
                plan.estimand(),
                note(plan.strategiesNotApplied()),
                arms(comparison),
                comparison(comparison.primary()),
                boundary(present),
                comparison.boundaries().decide(comparison.primary().z()).code(),
                new ClosedResult.Power(comparison.designPower(), comparison.trendPower()),
                exclusions(comparison),
                late(comparison),
                path(comparison));
    }

    ArmKey key(ArmLabels labels) {
        List<ArmKey.Arm> arms = labels.experimentalInOrder().stream()
                .map(experimental -> experimental ? allocations.experimental() : allocations.control())
                .map(arm -> new ArmKey.Arm(arm.code(), arm.name()))
                .toList();
        return new ArmKey(arms.get(0), arms.get(1));
    }

    static String note(SortedSet<String> notApplied) {
        if (notApplied.isEmpty()) {
            return null;
        }
        String strategies = notApplied.size() == 1 ? " strategy of the estimand is" : " strategies of the estimand are";
        return "Values are analysed as observed: the " + String.join(" and ", notApplied) + strategies
                + " not applied in this version.";
    }

    private String allocationHash() {
        return CanonicalJson.sha256(
                Map.of("list", allocations.list(), "items", new TreeMap<>(allocations.armOfSubject())));
    }

    private static List<ClosedResult.ArmResult> arms(ClosedComparison comparison) {
        List<Boolean> experimental = comparison.inputs().labels().experimentalInOrder();
        return List.of(
                arm(
                        ArmLabels.A,
                        comparison.data().summary(experimental.get(0)),
                        comparison.primary().a()),
                arm(
                        ArmLabels.B,
                        comparison.data().summary(experimental.get(1)),
                        comparison.primary().b()));
    }

    private static ClosedResult.ArmResult arm(
            String label, ArmComparisonData.ArmSummary summary, LeastSquaresMean adjusted) {
        return new ClosedResult.ArmResult(
                label,
                summary.n(),
                orNull(summary.mean()),
                orNull(summary.sd()),
                adjusted.estimate(),
                adjusted.standardError());
    }

    private static ClosedResult.Comparison comparison(PrimaryComparison primary) {
        return new ClosedResult.Comparison(
                ArmLabels.B + "-" + ArmLabels.A,
                primary.contrast().estimate(),
                primary.contrast().standardError(),
                primary.contrast().degreesOfFreedom(),
                primary.contrast().t(),
                primary.z(),
                primary.pOneSided(),
                List.of(primary.contrast().lower(), primary.contrast().upper()));
    }

    private static ClosedResult.Boundary boundary(LookBoundary look) {
        return new ClosedResult.Boundary(
                orNull(look.finiteEfficacy()), orNull(look.futility()), look.nominalAlpha(), look.cumulativeAlpha());
    }

    private static List<ClosedResult.ExcludedSubject> exclusions(ClosedComparison comparison) {
        return comparison.inputs().endpoint().exclusions().stream()
                .map(exclusion -> new ClosedResult.ExcludedSubject(
                        exclusion.subject(), exclusion.reason().code()))
                .toList();
    }

    private static List<ClosedResult.LateValue> late(ClosedComparison comparison) {
        return comparison.inputs().endpoint().outOfWindow().stream()
                .map(value -> new ClosedResult.LateValue(value.subject(), value.occurredAt()))
                .toList();
    }

    private static List<ClosedResult.PathPoint> path(ClosedComparison comparison) {
        LookHistory history = comparison.inputs().history();
        return comparison.boundaries().looks().stream()
                .map(look -> new ClosedResult.PathPoint(
                        look.look(),
                        look.information(),
                        orNull(look.finiteEfficacy()),
                        orNull(look.futility()),
                        statistic(comparison, history, look.look())))
                .toList();
    }

    private static Double statistic(ClosedComparison comparison, LookHistory history, int look) {
        if (look == history.look()) {
            return comparison.primary().z();
        }
        ClosedResult earlier = history.earlier().get(look);
        return earlier == null ? null : (Double) earlier.comparison().z();
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
