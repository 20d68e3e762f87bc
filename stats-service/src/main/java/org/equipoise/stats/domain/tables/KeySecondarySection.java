package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.KeySecondary;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.KeySecondaryFinding;
import org.equipoise.stats.domain.findings.LongitudinalFinding;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.TimeToEventFinding;
import org.equipoise.stats.domain.multiplicity.FixedSequence;
import org.equipoise.stats.domain.multiplicity.SpentLevels;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * The key secondary hypotheses behind the primary one: fixed sequence ({@link FixedSequence}), each at what its own spending
 * function adds at this look ({@link SpentLevels}). The fractions at which it spends are those of the primary endpoint, and
 * nothing is assumed of the hypothesis' own information. What an earlier look rejected stays rejected.
 *
 * <p>The primary hypothesis is rejected if z is above the efficacy boundary of this look or was above that of an earlier one. A
 * hypothesis' one-sided p-value is half the two-sided one of its section if the estimate is in favour of the experimental arm,
 * else one minus that. At a look that completes the follow-up after the primary hypothesis was rejected, each may use all that
 * its function has not spent.
 */
final class KeySecondarySection {

    static final String SECTION = "KEY_SECONDARY";

    private final ClosedInput input;
    private final PrimaryFinding primary;
    private final Findings findings;
    private final ToIntFunction<KeySecondary> open;

    KeySecondarySection(
            ClosedInput input, PrimaryFinding primary, Findings findings, ToIntFunction<KeySecondary> open) {
        this.input = input;
        this.primary = primary;
        this.findings = findings;
        this.open = open;
    }

    /** The sections that give p-values. */
    record Findings(
            List<LongitudinalFinding> longitudinal,
            List<BinaryFinding> binaries,
            List<TimeToEventFinding> timeToEvent) {

        @Override
        public String toString() {
            return "Findings[…]";
        }
    }

    KeySecondaryFinding finding() {
        boolean rejected = primaryRejected();
        Outcome<List<Double>> levels = primary.boundary() == null
                ? Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "The primary comparison was not computed, so that none behind it can be tested.",
                        "Read there what to do.")
                : Outcome.computed(levels());
        return new KeySecondaryFinding(
                heading(),
                SectionOutcome.of(levels),
                input.history().look(),
                input.plan().alpha(),
                rejected,
                levels.map(own -> hypotheses(rejected, own)).value().orElse(List.of()));
    }

    private Heading heading() {
        return new Heading(
                SECTION,
                "Key secondary hypotheses in fixed order",
                input.plan().estimand().label(),
                "Fixed sequence behind the primary hypothesis: each hypothesis is tested only if the primary one and"
                        + " all before it are rejected, one-sided, at the level that its own spending function adds at"
                        + " this look's information fraction of the primary endpoint. The levels of a hypothesis add up"
                        + " to at most the error rate, so that it is kept for any correlation (Bonferroni over the"
                        + " looks). What an earlier look rejected stays rejected.");
    }

    private boolean primaryRejected() {
        return input.history().completing()
                || primary.path().stream()
                        .filter(look -> look.look() <= input.history().look())
                        .anyMatch(look -> look.z() != null && look.efficacyZ() != null && look.z() > look.efficacyZ());
    }

    private List<Double> levels() {
        double maximum = input.plan().maximumInformation();
        List<Double> earlier = input.history().information().values().stream()
                .map(information -> information / maximum)
                .toList();
        return input.plan().keySecondary().stream()
                .map(hypothesis -> new SpentLevels(
                                input.plan().alpha(), hypothesis.spending().function())
                        .at(
                                earlier,
                                primary.information().observed() / maximum,
                                input.plan().isFinal(input.history().look())))
                .toList();
    }

    private List<KeySecondaryFinding.Hypothesis> hypotheses(boolean rejected, List<Double> levels) {
        List<KeySecondary> planned = input.plan().keySecondary();
        List<FixedSequence.Test> tests = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            KeySecondary hypothesis = planned.get(i);
            tests.add(new FixedSequence.Test(
                    p(hypothesis),
                    levels.get(i),
                    input.history().rejectedAt(hypothesis.id()).isPresent()));
        }
        List<FixedSequence.Decision> decisions = new FixedSequence(rejected).decide(tests);
        List<KeySecondaryFinding.Hypothesis> hypotheses = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            hypotheses.add(hypothesis(i, tests.get(i), decisions.get(i)));
        }
        return hypotheses;
    }

    private KeySecondaryFinding.Hypothesis hypothesis(
            int index, FixedSequence.Test test, FixedSequence.Decision decision) {
        KeySecondary planned = input.plan().keySecondary().get(index);
        boolean tested = decision == FixedSequence.Decision.REJECTED || decision == FixedSequence.Decision.NOT_REJECTED;
        return new KeySecondaryFinding.Hypothesis(
                index + 1,
                planned.id(),
                planned.label(),
                estimand(planned),
                planned.of(),
                planned.visit(),
                planned.spending().code(),
                test.level(),
                test.level() > 0 ? (Double) StandardNormal.upperQuantile(test.level()) : null,
                tested ? Trial.boxed(test.p()) : null,
                since(planned, decision),
                open.applyAsInt(planned),
                word(decision),
                reason(decision));
    }

    private Integer since(KeySecondary planned, FixedSequence.Decision decision) {
        return switch (decision) {
            case REJECTED -> (Integer) input.history().look();
            case REJECTED_BEFORE ->
                (Integer) input.history().rejectedAt(planned.id()).orElseThrow();
            case NOT_REJECTED, CLOSED, STOPPED, WITHOUT_RESULT -> null;
        };
    }

    private String estimand(KeySecondary planned) {
        PlannedAnalyses analyses = input.plan().analyses();
        return Stream.of(
                        analyses.longitudinal().stream()
                                .filter(endpoint -> endpoint.id().equals(planned.of()))
                                .map(PlannedAnalyses.Longitudinal::estimand),
                        analyses.responders().stream()
                                .filter(endpoint -> endpoint.id().equals(planned.of()))
                                .map(PlannedAnalyses.Responders::estimand),
                        analyses.timeToEvent().stream()
                                .filter(endpoint -> endpoint.id().equals(planned.of()))
                                .map(PlannedAnalyses.TimeToEvent::estimand))
                .flatMap(estimands -> estimands)
                .findFirst()
                .map(estimand -> input.plan().estimandOf(estimand).label())
                .orElseThrow();
    }

    private static String word(FixedSequence.Decision decision) {
        return switch (decision) {
            case REJECTED, REJECTED_BEFORE -> KeySecondaryFinding.REJECTED;
            case NOT_REJECTED -> KeySecondaryFinding.NOT_REJECTED;
            case CLOSED, STOPPED, WITHOUT_RESULT -> KeySecondaryFinding.NOT_TESTED;
        };
    }

    private static String reason(FixedSequence.Decision decision) {
        return switch (decision) {
            case REJECTED, REJECTED_BEFORE, NOT_REJECTED -> null;
            case CLOSED -> "primary-not-rejected";
            case STOPPED -> "earlier-not-rejected";
            case WITHOUT_RESULT -> "not-computed";
        };
    }

    /** One-sided p-value for benefit of the experimental arm; empty where the section has no comparison. */
    private OptionalDouble p(KeySecondary planned) {
        return Stream.of(
                        findings.longitudinal().stream()
                                .filter(section -> section.heading().id().equals(planned.of()))
                                .flatMap(section -> section.visits().stream())
                                .filter(visit -> visit.visit().equals(planned.visit()))
                                .map(LongitudinalFinding.VisitResult::difference)
                                .filter(Objects::nonNull)
                                .map(difference -> oneSided(planned, difference.estimate(), difference.twoSidedP())),
                        findings.binaries().stream()
                                .filter(section -> section.heading().id().equals(planned.of()))
                                .filter(section -> section.test() != null && section.stratifiedRiskDifference() != null)
                                .map(section -> oneSided(
                                        planned,
                                        section.stratifiedRiskDifference().estimate(),
                                        section.test().twoSidedP())),
                        findings.timeToEvent().stream()
                                .filter(section -> section.heading().id().equals(planned.of()))
                                .filter(section -> section.logRank() != null && section.hazardRatio() != null)
                                .map(section -> oneSided(
                                        planned,
                                        -Math.log(section.hazardRatio().estimate()),
                                        section.logRank().twoSidedP())))
                .flatMap(values -> values)
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    /** By the sign of what B has above A: score, proportion, or time (a greater hazard is a shorter time). */
    private double oneSided(KeySecondary planned, double aboveA, double twoSidedP) {
        double benefit = input.labels().sign() * planned.direction().sign() * aboveA;
        return benefit > 0 ? twoSidedP / 2 : 1 - twoSidedP / 2;
    }
}
