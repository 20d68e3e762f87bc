package org.equipoise.stats.domain.tables;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.SubstitutedValue;
import org.equipoise.stats.domain.findings.TestResult;
import org.equipoise.stats.domain.proportions.RatioEstimate;
import org.equipoise.stats.domain.proportions.Responders;
import org.equipoise.stats.domain.proportions.RiskDifferenceError;
import org.equipoise.stats.domain.proportions.StratifiedResponders;
import org.equipoise.stats.domain.proportions.TestStatistic;
import org.equipoise.stats.domain.proportions.TwoProportions;

/**
 * A yes-or-no endpoint: counts, risk difference with Miettinen and Nurminen's limits over all strata together and stratified,
 * Cochran, Mantel and Haenszel's test, and Mantel and Haenszel's odds ratio.
 *
 * <p>A subject whose value is not due by the data cut does not enter. A due value that is missing or set aside makes a
 * non-responder or leaves the subject out, as the plan says.
 */
final class ResponderSection {

    private final Trial trial;

    ResponderSection(Trial trial) {
        this.trial = trial;
    }

    /** Whether each subject responded; subjects who do not enter are not in it. */
    Map<String, Response> responses(PlannedAnalyses.Responders planned) {
        VisitValues.Target target = new VisitValues.Target(
                planned.id(), planned.form(), planned.item(), trial.plan().estimandOf(planned.estimand()));
        Map<String, Response> responses = new TreeMap<>();
        for (Trial.Enrolled one : trial.subjects()) {
            response(planned, target, one)
                    .ifPresent(found -> responses.put(one.subject().subject(), found));
        }
        return responses;
    }

    /**
     * A response.
     *
     * @param subject the subject
     * @param responder whether the subject responded
     * @param missing whether it stands for a missing value
     * @param measuredAt when the value that decided it was measured; null where there is none or nobody said
     */
    record Response(Trial.Enrolled subject, boolean responder, boolean missing, Instant measuredAt) {}

    private Optional<Response> response(
            PlannedAnalyses.Responders planned, VisitValues.Target target, Trial.Enrolled one) {
        VisitValues.VisitValue visit = trial.values().at(one.subject(), target, planned.visit());
        OptionalDouble baseline = planned.reduction() == null
                ? OptionalDouble.of(0)
                : trial.values().baseline(one.subject(), target, planned.baseline());
        if (visit.value().isPresent() && baseline.isPresent()) {
            return Optional.of(new Response(
                    one,
                    responds(planned, baseline.getAsDouble(), visit.value().getAsDouble()),
                    false,
                    visit.occurredAt()));
        }
        boolean due = trial.values()
                .schedule()
                .due(one.subject(), planned.visit(), trial.values().records().takenAt());
        if (!visit.observed() && !due) {
            exclude(planned, one, "not-due", "the visit's window is open at the data cut");
            return Optional.empty();
        }
        if (planned.missing().equals("exclude")) {
            exclude(planned, one, "value-missing", "no value to analyse");
            return Optional.empty();
        }
        trial.values()
                .listing()
                .substitute(new SubstitutedValue(
                        planned.id(),
                        one.subject().subject(),
                        planned.visit(),
                        "non-responder",
                        "no value to analyse; counts as a non-responder",
                        null,
                        null));
        return Optional.of(new Response(one, false, true, null));
    }

    private void exclude(PlannedAnalyses.Responders planned, Trial.Enrolled one, String reason, String detail) {
        trial.values()
                .listing()
                .exclude(new ExcludedValue(planned.id(), one.subject().subject(), planned.visit(), reason, detail));
    }

    private static boolean responds(PlannedAnalyses.Responders planned, double baseline, double value) {
        if (planned.reduction() != null) {
            return baseline > 0 && value <= baseline * (1 - planned.reduction());
        }
        return planned.atMost() != null ? value <= planned.atMost() : value >= planned.atLeast();
    }

    BinaryFinding finding(PlannedAnalyses.Responders planned) {
        Map<String, Response> responses = responses(planned);
        List<BinaryFinding.ArmCount> arms =
                Trial.LABELS.stream().map(label -> count(label, responses)).toList();
        Outcome<StratifiedResponders> strata = strata(planned, responses);
        Outcome<TestStatistic> test = strata.flatMap(all -> all.cochranMantelHaenszel(false));
        Outcome<RatioEstimate> ratio = strata.flatMap(all -> all.oddsRatio(Trial.LEVEL));
        return new BinaryFinding(
                new Heading(
                        planned.id(),
                        planned.label(),
                        trial.plan().estimandOf(planned.estimand()).label(),
                        "Risk difference with Miettinen and Nurminen's interval, over all strata and with"
                                + " Mantel-Haenszel weights; Cochran-Mantel-Haenszel test without continuity correction"
                                + (planned.strata().isEmpty()
                                        ? ""
                                        : "; strata " + String.join(" by ", planned.strata()))
                                + "."),
                SectionOutcome.of(strata),
                definition(planned),
                arms,
                strata.map(all -> all.informative().size()).value().orElse(0),
                strata.value().isPresent()
                        ? difference(two(arms.get(1).responders(), arms.get(1).n(), arms.get(0)))
                        : null,
                strata.map(ResponderSection::stratified).value().orElse(null),
                test.map(found -> new TestResult(
                                "Cochran-Mantel-Haenszel",
                                found.chiSquared(),
                                found.degreesOfFreedom(),
                                found.pValue()))
                        .value()
                        .orElse(null),
                ratio.map(found -> new Difference(
                                Difference.B_TO_A,
                                found.estimate(),
                                null,
                                null,
                                found.interval().lower(),
                                found.interval().upper(),
                                Trial.LEVEL,
                                null))
                        .value()
                        .orElse(null));
    }

    private static BinaryFinding.ArmCount count(String label, Map<String, Response> responses) {
        List<Response> own = responses.values().stream()
                .filter(response -> response.subject().label().equals(label))
                .toList();
        int yes = (int) own.stream().filter(Response::responder).count();
        int missing = (int) own.stream().filter(Response::missing).count();
        return new BinaryFinding.ArmCount(
                label, yes, own.size(), own.isEmpty() ? null : yes / (double) own.size(), missing);
    }

    private static TwoProportions two(int responders, int n, BinaryFinding.ArmCount other) {
        return new TwoProportions(new Responders(responders, n), new Responders(other.responders(), other.n()));
    }

    static Difference difference(TwoProportions counts) {
        ConfidenceInterval interval = counts.miettinenNurminen(Trial.LEVEL);
        return new Difference(
                Difference.B_MINUS_A,
                counts.difference(),
                null,
                null,
                interval.lower(),
                interval.upper(),
                Trial.LEVEL,
                null);
    }

    private static Difference stratified(StratifiedResponders strata) {
        ConfidenceInterval interval = strata.miettinenNurminen(Trial.LEVEL);
        return new Difference(
                Difference.B_MINUS_A,
                strata.riskDifference(RiskDifferenceError.SATO, Trial.LEVEL).estimate(),
                null,
                null,
                interval.lower(),
                interval.upper(),
                Trial.LEVEL,
                null);
    }

    private Outcome<StratifiedResponders> strata(PlannedAnalyses.Responders planned, Map<String, Response> responses) {
        Map<String, int[]> counts = new TreeMap<>();
        for (Response response : responses.values()) {
            int[] cell = counts.computeIfAbsent(
                    Trial.stratum(response.subject().subject(), planned.strata()), stratum -> new int[4]);
            int at = response.subject().label().equals(ArmLabels.B) ? 0 : 2;
            cell[at] += response.responder() ? 1 : 0;
            cell[at + 1]++;
        }
        List<TwoProportions> strata = new ArrayList<>();
        counts.values().stream()
                .filter(cell -> cell[1] > 0 && cell[3] > 0)
                .forEach(cell -> strata.add(
                        new TwoProportions(new Responders(cell[0], cell[1]), new Responders(cell[2], cell[3]))));
        return strata.isEmpty()
                ? Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "No stratum has subjects in both arms.",
                        "Wait until both arms have subjects whose visit " + planned.visit() + " is due.")
                : Outcome.computed(new StratifiedResponders(strata));
    }

    private static String definition(PlannedAnalyses.Responders planned) {
        String rule = planned.reduction() != null
                ? "fall from baseline by at least " + Math.round(planned.reduction() * 100) + " %"
                : planned.atMost() != null ? "at most " + planned.atMost() : "at least " + planned.atLeast();
        return planned.item() + " at " + planned.visit() + ": " + rule
                + (planned.missing().equals("exclude")
                        ? "; subjects without a value are left out"
                        : "; without a value a non-responder");
    }
}
