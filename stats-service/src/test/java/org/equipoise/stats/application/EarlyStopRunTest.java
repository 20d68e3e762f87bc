package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.equipoise.stats.SimulatedTrial.STUDY;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.findings.KeySecondaryFinding.Hypothesis;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.junit.jupiter.api.Test;

/**
 * The first look rejects the primary hypothesis, recruitment ends, and the follow-up of those randomized is completed. When their
 * later visits are in, there are no more primary values than before.
 */
class EarlyStopRunTest {

    private static final AnalysisPlan PLAN = AnalysisPlan.of(SimulatedRecords.definition());
    private static final Set<String> LATER = Set.of("DAY7", "WEEK2", "WEEK4", "COMMON");
    private static final SimulatedRecords COMPLETE =
            SimulatedRecords.of(185, 2.5, 11).withPrimaryValues(PLAN, 52);

    private final InMemory world = new InMemory().withFullPlan(untilDay3());
    private final CompletedRun first = run(LookRequest.of(1));

    private static SimulatedRecords untilDay3() {
        StudyRecords all = COMPLETE.records();
        return new SimulatedRecords(
                new StudyRecords(
                        "snapshot-early",
                        all.takenAt(),
                        "1",
                        "2".repeat(64),
                        all.subjects().stream().map(EarlyStopRunTest::untilDay3).toList()),
                COMPLETE.allocations());
    }

    private static StudyRecords.Subject untilDay3(StudyRecords.Subject all) {
        return new StudyRecords.Subject(
                all.subject(),
                all.site(),
                all.screenedAt(),
                all.status(),
                all.withdrawnAt(),
                all.randomizedAt(),
                all.strata(),
                all.records().stream()
                        .filter(form -> !LATER.contains(form.event()))
                        .toList());
    }

    private Run ended(LookRequest asked) {
        UUID run = world.requestRun()
                .request(STUDY, asked, new IdempotencyKey(UUID.randomUUID().toString()), InMemory.DMC)
                .id();
        world.carryOutRuns().untilNoneWaits();
        return world.runs.findRun(STUDY, run).orElseThrow();
    }

    private CompletedRun run(LookRequest asked) {
        Run ended = ended(asked);
        assertThat(ended.state())
                .as(() -> ended.end().map(RunEnd::detail).orElse(""))
                .isEqualTo(RunState.COMPLETED);
        return ended.completed().orElseThrow();
    }

    private CompletedRun complete() {
        world.with(COMPLETE);
        return run(new LookRequest(3, Optional.of("Recruitment stopped for efficacy; follow-up is complete.")));
    }

    private static List<Hypothesis> hypotheses(CompletedRun run) {
        return run.findings().keySecondary().hypotheses();
    }

    @Test
    void atTheFirstLookTheOrderStopsWhereDataAreStillToCome() {
        assertThat(first.result().decision()).isEqualTo("stop-efficacy");
        assertThat(hypotheses(first)).extracting(Hypothesis::decision).startsWith("rejected", "not-tested");
        assertThat(hypotheses(first).get(1).reason()).isEqualTo("not-computed");
        assertThat(hypotheses(first).get(1).open())
                .isEqualTo(COMPLETE.records().subjects().size());
    }

    @Test
    void theLastLookTestsTheOthersOnCompleteFollowUpWithoutAnotherPrimaryValue() {
        CompletedRun last = complete();
        assertThat(last.result().information()).isEqualTo(first.result().information());
        assertThat(last.findings().keySecondary().primaryRejected()).isTrue();
        Hypothesis h72 = hypotheses(last).get(0);
        assertThat(h72.decision()).isEqualTo("rejected");
        assertThat(h72.since()).isEqualTo(1);
        assertThat(h72.oneSidedP()).isNull();
        Hypothesis day7 = hypotheses(last).get(1);
        assertThat(day7.oneSidedP()).isNotNull();
        assertThat(day7.nominalAlpha())
                .as("0.025 less what Pocock-type spending gave at 52 of 156")
                .isCloseTo(0.013679189368, within(1e-12));
        assertThat(day7.decision()).isEqualTo(day7.oneSidedP() < 0.013679189368 ? "rejected" : "not-rejected");
    }

    @Test
    void thePrimaryHypothesisStaysRejectedAndIsNotTestedAgain() {
        ClosedResult last = complete().result();
        assertThat(last.decision()).isEqualTo("stop-efficacy");
        assertThat(last.boundary().efficacyZ()).isNull();
        assertThat(last.boundary().nominalAlpha()).isZero();
        assertThat(last.boundary().cumulativeAlpha())
                .isEqualTo(first.result().boundary().cumulativeAlpha());
        assertThat(last.path()).extracting(ClosedResult.PathPoint::look).containsExactly(1, 3);
        assertThat(last.path().get(0).efficacyZ())
                .isCloseTo(first.result().boundary().efficacyZ(), within(1e-9));
    }

    @Test
    void itIsRecomputedToTheByteWithTheRejectionsOfTheEarlierLook() {
        CompletedRun last = complete();
        Recomputation again =
                world.recomputeRun().recompute(STUDY, last.result().analysis());
        assertThat(again.differences()).isEmpty();
        assertThat(again.same()).isTrue();
    }

    @Test
    void withoutTheEndOfTheTrialMorePrimaryValuesAreNeededAsBefore() {
        world.with(COMPLETE);
        RunEnd end = ended(LookRequest.of(2)).end().orElseThrow();
        assertThat(end.detail()).contains("53");
    }
}
