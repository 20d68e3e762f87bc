package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.equipoise.stats.SimulatedTrial.STUDY;
import static org.equipoise.stats.application.InMemory.DMC;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.ObservedSubject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InterimRunTest {

    private static final SimulatedTrial TRIAL = SimulatedTrial.of(60, 5, 7);

    private final InMemory world = new InMemory().withPlan().with(TRIAL);

    private ClosedResult run(int look, String key) {
        return run(LookRequest.of(look), key);
    }

    private ClosedResult run(LookRequest look, String key) {
        return ran(world, look, key).completed().orElseThrow().result();
    }

    private static Run ran(InMemory world, LookRequest look, String key) {
        UUID run = world.requestRun()
                .request(STUDY, look, new IdempotencyKey(key), DMC)
                .id();
        world.carryOutRuns().untilNoneWaits();
        return world.runs.findRun(STUDY, run).orElseThrow();
    }

    private Refusal refused(int look) {
        return catchThrowableOfType(Refusal.class, () -> run(look, "key"));
    }

    private RunEnd end(int look) {
        return ran(world, LookRequest.of(look), UUID.randomUUID().toString())
                .end()
                .orElseThrow();
    }

    @Test
    void aRunFreezesTheCutAndKeepsWhatItWasComputedFrom() {
        ClosedResult result = run(1, "one");
        assertThat(result.dataCut()).isEqualTo(InMemory.CUT);
        assertThat(result.runAt()).isEqualTo(InMemory.NOW);
        assertThat(result.information()).isEqualTo(new ClosedResult.Information(60, 156, 60 / 156.0));
        assertThat(result.dataHash()).hasSize(64);
        assertThat(result.allocationHash()).hasSize(64);
        assertThat(result.planHash()).isEqualTo(world.plans.stored.get(0).contentHash());
        assertThat(result.runBy()).isEqualTo("dora.dmc");
        assertThat(world.randomizer.fetches).containsExactly(result.analysis());
        assertThat(world.runs.results).containsExactly(result);
    }

    @Test
    void theResultCarriesLabelsAndNoArm() {
        ClosedResult result = run(1, "one");
        assertThat(result.arms()).extracting(ClosedResult.ArmResult::label).containsExactly("A", "B");
        assertThat(result.comparison().contrast()).isEqualTo("B-A");
        assertThat(org.equipoise.platform.audit.CanonicalJson.of(result))
                .doesNotContain(SimulatedTrial.EXPERIMENTAL_CODE)
                .doesNotContain(SimulatedTrial.CONTROL_CODE)
                .doesNotContain("Ketamine");
    }

    @Test
    void theKeyNamesTheArmsInTheOrderOfTheirLabels() {
        world.with(SimulatedTrial.of(60, 20, 7));
        ClosedResult result = run(1, "one");
        ArmKey key = world.runs.keys.get(0);
        double adjustedMeanOfExperimental = key.a().code().equals(SimulatedTrial.EXPERIMENTAL_CODE)
                ? result.arms().get(0).lsMean()
                : result.arms().get(1).lsMean();
        double adjustedMeanOfControl =
                result.arms().get(0).lsMean() + result.arms().get(1).lsMean() - adjustedMeanOfExperimental;
        assertThat(result.comparison().z()).isPositive();
        assertThat(adjustedMeanOfExperimental).isLessThan(adjustedMeanOfControl);
    }

    @Test
    void theSameInputsGiveTheSameNumbers() {
        ClosedResult one = run(1, "one");
        ClosedResult two = run(1, "two");
        assertThat(two.comparison()).isEqualTo(one.comparison());
        assertThat(two.boundary()).isEqualTo(one.boundary());
        assertThat(two.dataHash()).isEqualTo(one.dataHash());
    }

    @Test
    void oneChangedValueChangesTheHash() {
        ClosedResult one = run(1, "one");
        List<ObservedSubject> subjects = new ArrayList<>(TRIAL.subjects());
        ObservedSubject first = subjects.get(0);
        subjects.set(0, SimulatedTrial.subject(first.subject(), first.site(), first.randomizedAt(), 31.0, 30.0));
        InMemory changed = new InMemory().withPlan().with(TRIAL);
        changed.data.answer = new ClinicalData.AnalysisData(InMemory.CUT, "1", subjects);
        ClosedResult other =
                ran(changed, LookRequest.of(1), "one").completed().orElseThrow().result();
        assertThat(other.dataHash()).isNotEqualTo(one.dataHash());
    }

    @Test
    void noTextFormShowsAResult() {
        assertThat(run(1, "one").toString() + world.runs.keys)
                .doesNotContain("lsMean")
                .doesNotContain("KTM");
    }

    @Nested
    class LooksAndRepeats {

        @Test
        void aRepeatIsANewRunBesideTheFirst() {
            ClosedResult first = run(1, "one");
            ClosedResult second = run(1, "two");
            assertThat(second.analysis()).isNotEqualTo(first.analysis());
            assertThat(List.of(first.run(), second.run())).containsExactly(1, 2);
            assertThat(world.runs.results).hasSize(2);
        }

        @Test
        void aRepeatReadsTheDataOfTheFirstCutAndSeesNothingThatCameSince() {
            ClosedResult first = run(1, "one");
            world.with(SimulatedTrial.of(80, 20, 7));
            ClosedResult second = run(1, "two");
            assertThat(second.run()).isEqualTo(2);
            assertThat(second.dataCut()).isEqualTo(first.dataCut());
            assertThat(second.dataHash()).isEqualTo(first.dataHash());
            assertThat(second.allocationHash()).isEqualTo(first.allocationHash());
            assertThat(second.information()).isEqualTo(first.information());
            assertThat(second.comparison()).isEqualTo(first.comparison());
            assertThat(second.boundary()).isEqualTo(first.boundary());
        }

        @Test
        void aLookIsClosedOnceALaterOneWasRunButItsOwnKeyStillAnswers() {
            ClosedResult first = run(1, "one");
            world.with(SimulatedTrial.of(110, 5, 7));
            run(2, "two");
            Refusal refusal = refused(1);
            assertThat(refusal.type()).isEqualTo(ProblemType.STATE_CONFLICT);
            assertThat(refusal.getMessage()).contains("Look 2 was run already").contains("look 1 is closed");
            assertThat(run(1, "one")).isEqualTo(first);
        }

        @Test
        void aLaterLookIsJudgedAtTheInformationOfTheFirstRunOfEachEarlierLook() {
            run(1, "one");
            world.with(SimulatedTrial.of(80, 5, 7));
            run(1, "one again");
            world.with(SimulatedTrial.of(110, 5, 7));
            ClosedResult second = run(2, "two");
            assertThat(second.path())
                    .extracting(ClosedResult.PathPoint::information)
                    .containsExactly(60, 110, 156);
            assertThat(second.path().get(0).z())
                    .isEqualTo(world.runs.results.get(0).comparison().z());
            assertThat(second.path().get(2).z()).isNull();
        }

        @Test
        void aLookNeedsMoreInformationThanTheOneBefore() {
            run(1, "one");
            RunEnd end = end(2);
            assertThat(end.state()).isEqualTo(RunState.NOT_ENOUGH_DATA);
            assertThat(end.members()).containsEntry("observed", 60).containsEntry("needed", 61);
        }

        @Test
        void aLookThatWasLeftOutCannotBeMadeUpForLater() {
            run(2, "two");
            assertThat(refused(1).type()).isEqualTo(ProblemType.STATE_CONFLICT);
        }

        @Test
        void aLookThatThePlanDoesNotHaveIsRefused() {
            assertThat(refused(4).type()).isEqualTo(ProblemType.INVALID_VALUE);
            assertThat(refused(0).type()).isEqualTo(ProblemType.INVALID_VALUE);
        }
    }

    @Test
    void theResultSaysWhatOfTheEstimandIsNotCarriedOut() {
        assertThat(ClosedResultAssembly.note(new TreeSet<>(List.of("hypothetical", "composite"))))
                .isEqualTo("Values are analysed as observed: the composite and hypothetical strategies of the estimand"
                        + " are not applied in this version.");
        assertThat(run(1, "one").estimandNote()).isNull();
    }

    @Nested
    class TheLastLook {

        private ClosedResult ending(int look, String key, String reason) {
            return run(new LookRequest(look, Optional.of(reason)), key);
        }

        @Test
        void isRefusedFarFromItsPlannedInformationBeforeAnybodyIsUnblinded() {
            RunEnd end = end(3);
            assertThat(end.state()).isEqualTo(RunState.NOT_ENOUGH_DATA);
            assertThat(end.members()).containsEntry("observed", 60).containsEntry("needed", 141);
            assertThat(world.randomizer.fetches).isEmpty();
        }

        @Test
        void needsNineTenthsOfItsPlannedInformation() {
            world.with(SimulatedTrial.of(140, 5, 7));
            assertThat(end(3).state()).isEqualTo(RunState.NOT_ENOUGH_DATA);
            world.with(SimulatedTrial.of(141, 5, 7));
            assertThat(run(3, "three").endOfTrial()).isNull();
        }

        @Test
        void isRunEarlyIfTheTrialEndsAndKeepsTheReason() {
            ClosedResult result = ending(3, "three", "Funding ended");
            assertThat(result.endOfTrial()).isEqualTo("Funding ended");
            assertThat(result.boundary().cumulativeAlpha()).isCloseTo(0.025, within(1e-9));
            assertThat(run(3, "again").endOfTrial()).isEqualTo("Funding ended");
        }

        @Test
        void aloneEndsTheTrial() {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> ending(2, "two", "Funding ended"));
            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_VALUE);
        }

        @Test
        void hasItsReasonInWhatItsKeyStandsFor() {
            ending(3, "key", "Funding ended");
            assertThat(ending(3, "key", "Funding ended").run()).isEqualTo(1);
            assertThat(refused(3).type()).isEqualTo(ProblemType.KEY_REUSED);
        }
    }

    @Nested
    class Idempotency {

        @Test
        void theSameKeyGivesTheSameAnalysisAndUnblindsOnce() {
            ClosedResult first = run(1, "one");
            assertThat(run(1, "one")).isEqualTo(first);
            assertThat(world.randomizer.fetches).hasSize(1);
        }

        @Test
        void theSameKeyForAnotherLookIsRefused() {
            run(1, "key");
            assertThat(refused(2).type()).isEqualTo(ProblemType.KEY_REUSED);
        }

        @Test
        void theSameKeyWhileTheFirstIsAtWorkGivesTheSameRun() {
            List<Run> second = new ArrayList<>();
            world.randomizer.during = () ->
                    second.add(world.requestRun().request(STUDY, LookRequest.of(1), new IdempotencyKey("key"), DMC));
            ClosedResult first = run(1, "key");
            assertThat(second).singleElement().satisfies(run -> {
                assertThat(run.id()).isEqualTo(first.analysis());
                assertThat(run.state()).isEqualTo(RunState.RUNNING);
            });
            assertThat(world.runs.results).hasSize(1);
        }

        @Test
        void aRunThatFailedStaysVisibleBesideTheNext() {
            world.randomizer.failure = InMemory.down("randomizer");
            assertThat(end(1).state()).isEqualTo(RunState.NEIGHBOUR_UNAVAILABLE);
            world.randomizer.failure = null;
            assertThat(run(1, "another key").run()).isEqualTo(1);
            assertThat(world.runs.page(STUDY, Optional.empty(), 10))
                    .extracting(Run::state)
                    .containsExactly(RunState.NEIGHBOUR_UNAVAILABLE, RunState.COMPLETED);
        }
    }

    @Nested
    class NothingIsStoredWhen {

        @Test
        void theCaseReportFormsAreDown() {
            world.data.failure = InMemory.down("ecrf-service");
            assertThat(end(1).state()).isEqualTo(RunState.NEIGHBOUR_UNAVAILABLE);
            nothingIsStored();
            assertThat(world.randomizer.fetches).isEmpty();
        }

        @Test
        void theRandomizerIsDown() {
            world.randomizer.failure = InMemory.down("randomizer");
            assertThat(end(1).state()).isEqualTo(RunState.NEIGHBOUR_UNAVAILABLE);
            nothingIsStored();
        }

        @Test
        void thereAreTooFewSubjectsAndThenNobodyIsUnblinded() {
            world.with(SimulatedTrial.of(9, 5, 1));
            assertThat(end(1).state()).isEqualTo(RunState.NOT_ENOUGH_DATA);
            nothingIsStored();
            assertThat(world.randomizer.fetches).isEmpty();
        }

        @Test
        void oneArmHasNoSubjects() {
            Map<String, String> allInOne = new HashMap<>();
            TRIAL.subjects().forEach(subject -> allInOne.put(subject.subject(), SimulatedTrial.CONTROL_CODE));
            world.randomizer.answer = SimulatedTrial.allocations(allInOne);
            RunEnd end = end(1);
            assertThat(end.state()).isEqualTo(RunState.NOT_ENOUGH_DATA);
            assertThat(end.detail() + end.members()).doesNotContain("MDZ").doesNotContain("KTM");
            nothingIsStored();
        }

        @Test
        void theSourcesNameDifferentSubjectsAndBothSidesAreListed() {
            Map<String, String> arms = new HashMap<>(TRIAL.allocations().armOfSubject());
            arms.put("09-001", arms.remove("01-001"));
            world.randomizer.answer = SimulatedTrial.allocations(arms);
            RunEnd end = end(1);
            assertThat(end.state()).isEqualTo(RunState.ANALYSIS_IMPOSSIBLE);
            assertThat(end.members())
                    .containsEntry("reason", "data-mismatch")
                    .containsEntry("allocatedWithoutData", List.of("09-001"))
                    .containsEntry("dataWithoutAllocation", List.of("01-001"));
            nothingIsStored();
        }

        @Test
        void theResidualsVanish() {
            List<ObservedSubject> constant = TRIAL.subjects().stream()
                    .map(s -> SimulatedTrial.subject(s.subject(), s.site(), s.randomizedAt(), baseline(s), baseline(s)))
                    .toList();
            world.data.answer = new ClinicalData.AnalysisData(InMemory.CUT, "1", constant);
            assertThat(end(1).state()).isEqualTo(RunState.ANALYSIS_IMPOSSIBLE);
            nothingIsStored();
        }

        private void nothingIsStored() {
            assertThat(world.runs.results).isEmpty();
        }

        private static Double baseline(ObservedSubject subject) {
            return subject.values().get(0).value();
        }
    }

    @Test
    void withoutAPublishedPlanThereIsNothingToRun() {
        RequestRun without = new InMemory().with(TRIAL).requestRun();
        assertThatThrownBy(() -> without.request(STUDY, LookRequest.of(1), new IdempotencyKey("k"), DMC))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.NOT_FOUND));
    }

    @Test
    void excludedSubjectsAreListedWithTheirReasons() {
        List<ObservedSubject> subjects = new ArrayList<>(TRIAL.subjects());
        ObservedSubject first = subjects.get(0);
        subjects.set(0, SimulatedTrial.subject(first.subject(), first.site(), first.randomizedAt(), 33.0, null));
        world.data.answer = new ClinicalData.AnalysisData(InMemory.CUT, "1", subjects);
        ClosedResult result = run(1, "one");
        assertThat(result.exclusions())
                .containsExactly(new ClosedResult.ExcludedSubject(first.subject(), "visit-missing"));
        assertThat(result.information().observed()).isEqualTo(59);
    }
}
