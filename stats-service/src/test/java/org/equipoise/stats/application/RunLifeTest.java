package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.stats.SimulatedTrial.STUDY;
import static org.equipoise.stats.application.InMemory.DMC;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.ObservedSubject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunLifeTest {

    private static final SimulatedTrial TRIAL = SimulatedTrial.of(60, 5, 7);

    private final InMemory world = new InMemory().withPlan().with(TRIAL);
    private final CarryOutRuns carryOut = world.carryOutRuns();

    private UUID ask(int look) {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        return world.requestRun().request(STUDY, LookRequest.of(look), key, DMC).id();
    }

    private Run run(UUID run) {
        return world.runs.findRun(STUDY, run).orElseThrow();
    }

    @Test
    void aRunWaitsUntilItIsTakenUp() {
        UUID run = ask(1);
        assertThat(run(run).state()).isEqualTo(RunState.QUEUED);
        assertThat(world.randomizer.fetches).isEmpty();
        carryOut.untilNoneWaits();
        assertThat(run(run).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void itTellsWhichStepItIsAt() {
        ask(1);
        carryOut.untilNoneWaits();
        assertThat(world.runs.sections).containsSubsequence("data", "allocations", "primary", "storing");
    }

    @Test
    void runsAreCarriedOutInTheOrderInWhichTheyWereAskedFor() {
        List<UUID> asked = List.of(ask(1), ask(1), ask(1));
        carryOut.untilNoneWaits();
        assertThat(world.runs.results).extracting(ClosedResult::analysis).containsExactlyElementsOf(asked);
        assertThat(world.runs.results).extracting(ClosedResult::run).containsExactly(1, 2, 3);
    }

    @Test
    void theSeedFollowsFromPlanAndLookSoThatNobodyChoosesIt() {
        UUID one = ask(1);
        UUID again = ask(1);
        UUID other = ask(2);
        assertThat(seed(again)).isEqualTo(seed(one)).isNotEqualTo(seed(other)).isPositive();
    }

    private long seed(UUID run) {
        return run(run).request().orElseThrow().seed();
    }

    @Nested
    class Cancelled {

        @Test
        void whileItWaitsItEndsAtOnceAndNobodyIsUnblinded() {
            UUID run = ask(1);
            assertThat(world.cancelRun().cancel(STUDY, run, "dora.dmc").state()).isEqualTo(RunState.CANCELLED);
            carryOut.untilNoneWaits();
            assertThat(run(run).end().orElseThrow().detail()).contains("dora.dmc");
            assertThat(world.randomizer.fetches).isEmpty();
            assertThat(world.runs.results).isEmpty();
        }

        @Test
        void whileItIsAtWorkItEndsAtTheNextStepWithoutAResult() {
            UUID run = ask(1);
            world.randomizer.during = () -> assertThat(
                            world.cancelRun().cancel(STUDY, run, "dora.dmc").state())
                    .isEqualTo(RunState.RUNNING);
            carryOut.untilNoneWaits();
            assertThat(run(run).state()).isEqualTo(RunState.CANCELLED);
            assertThat(run(run).completed()).isEmpty();
            assertThat(world.runs.results).isEmpty();
        }

        @Test
        void onceItHasAResultItIsRefused() {
            UUID run = ask(1);
            carryOut.untilNoneWaits();
            Refusal refusal =
                    catchThrowableOfType(Refusal.class, () -> world.cancelRun().cancel(STUDY, run, "dora.dmc"));
            assertThat(refusal.type()).isEqualTo(ProblemType.STATE_CONFLICT);
            assertThat(run(run).state()).isEqualTo(RunState.COMPLETED);
        }

        @Test
        void twiceIsTheSameAsOnce() {
            UUID run = ask(1);
            world.cancelRun().cancel(STUDY, run, "dora.dmc");
            assertThat(world.cancelRun()
                            .cancel(STUDY, run, "else")
                            .end()
                            .orElseThrow()
                            .detail())
                    .contains("dora.dmc");
        }

        @Test
        void oneThatDoesNotExistIsNotFound() {
            UUID none = new UUID(7, 7);
            assertThat(catchThrowableOfType(
                                    Refusal.class, () -> world.cancelRun().cancel(STUDY, none, "dora"))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class TakenUpAgain {

        @Test
        void afterACrashBehindTheAllocationsNobodyIsUnblindedAgain() {
            UUID run = ask(1);
            world.runs.accident = new IllegalStateException("the process died");
            world.runs.onBeat = progress -> {
                if (world.runs.entries.get(run).attempts == 2) {
                    world.runs.accident = null;
                }
            };
            carryOut.untilNoneWaits();
            assertThat(run(run).state()).isEqualTo(RunState.COMPLETED);
            assertThat(world.randomizer.fetches).containsExactly(run);
        }

        @Test
        void afterACrashItReadsTheCutThatItWasBegunWith() {
            UUID run = ask(1);
            world.runs.accident = new IllegalStateException("the process died");
            world.runs.onBeat = progress -> {
                if (world.runs.entries.get(run).attempts == 2) {
                    world.runs.accident = null;
                    world.with(SimulatedTrial.of(80, 20, 7));
                    world.runs.onBeat = later -> {};
                }
            };
            carryOut.untilNoneWaits();
            ClosedResult result = run(run).completed().orElseThrow().result();
            assertThat(result.dataCut()).isEqualTo(InMemory.CUT);
            assertThat(result.information().observed()).isEqualTo(60);
        }

        @Test
        void aThirdAccidentEndsItAndTellsWhereButNoData() {
            UUID run = ask(1);
            world.runs.accident = new IllegalStateException("KTM 01-001");
            carryOut.untilNoneWaits();
            RunEnd end = run(run).end().orElseThrow();
            assertThat(end.state()).isEqualTo(RunState.ANALYSIS_IMPOSSIBLE);
            assertThat(end.members().get("where").toString()).contains("RunLifeTest");
            assertThat(end.detail() + end.fix() + end.members())
                    .doesNotContain("KTM")
                    .doesNotContain("01-001");
            assertThat(world.runs.entries.get(run).attempts).isEqualTo(3);
        }

        @Test
        void byAnotherHolderItIsLeftToThat() {
            UUID run = ask(1);
            UUID thief = UUID.randomUUID();
            world.randomizer.during = () -> world.runs.entries.get(run).holder = thief;
            carryOut.untilNoneWaits();
            assertThat(run(run).state()).isEqualTo(RunState.RUNNING);
            assertThat(world.runs.entries.get(run).holder).isEqualTo(thief);
            assertThat(world.runs.results).isEmpty();
        }

        @Test
        void afterAnInterruptItIsGivenBackUnharmed() {
            UUID run = ask(1);
            world.randomizer.during = () -> Thread.currentThread().interrupt();
            carryOut.untilNoneWaits();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(run(run).state()).isEqualTo(RunState.QUEUED);
            world.randomizer.during = () -> {};
            carryOut.untilNoneWaits();
            assertThat(run(run).state()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Nested
    class Recomputed {

        private UUID completed() {
            UUID run = ask(1);
            carryOut.untilNoneWaits();
            return run;
        }

        @Test
        void itComesToTheSameBytesAndUnblindsNobody() {
            UUID run = completed();
            world.randomizer.failure = InMemory.down("randomizer");
            Recomputation again = world.recomputeRun().recompute(STUDY, run);
            assertThat(again.same()).isTrue();
            assertThat(again.recomputedHash()).isEqualTo(again.storedHash()).hasSize(64);
            assertThat(again.differences()).isEmpty();
            assertThat(world.randomizer.fetches).hasSize(1);
        }

        @Test
        void aLaterLookIsRecomputedWithTheHistoryThatItHad() {
            UUID first = completed();
            world.with(SimulatedTrial.of(110, 5, 7));
            UUID second = ask(2);
            carryOut.untilNoneWaits();
            assertThat(world.recomputeRun().recompute(STUDY, first).same()).isTrue();
            assertThat(world.recomputeRun().recompute(STUDY, second).same()).isTrue();
        }

        @Test
        void anotherCodeVersionIsToldApartFromAnotherResult() {
            UUID run = completed();
            world.codeVersion = "2";
            Recomputation again = world.recomputeRun().recompute(STUDY, run);
            assertThat(again.same()).isTrue();
            assertThat(List.of(again.storedCodeVersion(), again.presentCodeVersion()))
                    .containsExactly("1", "2");
        }

        @Test
        void aStoredNumberThatDiffersIsNamed() {
            UUID run = completed();
            MemoryRuns.Entry entry = world.runs.entries.get(run);
            entry.completed = new CompletedRun(
                    AlteredResult.withDecision(entry.completed.result(), "stop-efficacy-altered"),
                    entry.completed.evidence());
            Recomputation again = world.recomputeRun().recompute(STUDY, run);
            assertThat(again.same()).isFalse();
            assertThat(again.differences()).containsExactly("/result/decision");
        }

        @Test
        void dataThatChangedBehindTheCutAreFoundOut() {
            UUID run = completed();
            List<ObservedSubject> subjects = new ArrayList<>(TRIAL.subjects());
            ObservedSubject first = subjects.get(0);
            subjects.set(0, SimulatedTrial.subject(first.subject(), first.site(), first.randomizedAt(), 31.0, 30.0));
            world.data.replace(InMemory.CUT, new ClinicalData.AnalysisData(InMemory.CUT, "1", subjects));
            Refusal refusal = catchThrowableOfType(
                    Refusal.class, () -> world.recomputeRun().recompute(STUDY, run));
            assertThat(refusal.type()).isEqualTo(ProblemType.ANALYSIS_IMPOSSIBLE);
            assertThat(refusal.members()).containsEntry("reason", "data-changed");
        }
    }
}
