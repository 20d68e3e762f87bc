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
import java.util.concurrent.atomic.AtomicReference;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.ObservedSubject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunInterimAnalysisTest {

    private static final SimulatedTrial TRIAL = SimulatedTrial.of(60, 5, 7);

    private final InMemory world = new InMemory().withPlan().with(TRIAL);
    private final RunInterimAnalysis use = world.runInterimAnalysis();

    private ClosedResult run(int look, String key) {
        return use.run(STUDY, LookRequest.of(look), new IdempotencyKey(key), DMC);
    }

    private Refusal refusal(int look) {
        return catchThrowableOfType(Refusal.class, () -> run(look, "key"));
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
        assertThat(world.analyses.results).containsExactly(result);
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
        ArmKey key = world.analyses.keys.get(0);
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
        ClosedResult other = changed.runInterimAnalysis().run(STUDY, LookRequest.of(1), new IdempotencyKey("one"), DMC);
        assertThat(other.dataHash()).isNotEqualTo(one.dataHash());
    }

    @Test
    void noTextFormShowsAResult() {
        assertThat(run(1, "one").toString() + world.analyses.keys)
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
            assertThat(world.analyses.results).hasSize(2);
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
            Refusal refusal = refusal(1);
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
                    .isEqualTo(world.analyses.results.get(0).comparison().z());
            assertThat(second.path().get(2).z()).isNull();
        }

        @Test
        void aLookNeedsMoreInformationThanTheOneBefore() {
            run(1, "one");
            Refusal refusal = refusal(2);
            assertThat(refusal.type()).isEqualTo(ProblemType.NOT_ENOUGH_DATA);
            assertThat(refusal.members()).containsEntry("observed", 60).containsEntry("needed", 61);
        }

        @Test
        void aLookThatWasLeftOutCannotBeMadeUpForLater() {
            run(2, "two");
            assertThat(refusal(1).type()).isEqualTo(ProblemType.STATE_CONFLICT);
        }

        @Test
        void aLookThatThePlanDoesNotHaveIsRefused() {
            assertThat(refusal(4).type()).isEqualTo(ProblemType.INVALID_VALUE);
            assertThat(refusal(0).type()).isEqualTo(ProblemType.INVALID_VALUE);
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

        private ClosedResult end(int look, String key, String reason) {
            return use.run(STUDY, new LookRequest(look, Optional.of(reason)), new IdempotencyKey(key), DMC);
        }

        @Test
        void isRefusedFarFromItsPlannedInformationBeforeAnybodyIsUnblinded() {
            Refusal refusal = refusal(3);
            assertThat(refusal.type()).isEqualTo(ProblemType.NOT_ENOUGH_DATA);
            assertThat(refusal.members()).containsEntry("observed", 60).containsEntry("needed", 141);
            assertThat(world.randomizer.fetches).isEmpty();
        }

        @Test
        void needsNineTenthsOfItsPlannedInformation() {
            world.with(SimulatedTrial.of(140, 5, 7));
            assertThat(refusal(3).type()).isEqualTo(ProblemType.NOT_ENOUGH_DATA);
            world.with(SimulatedTrial.of(141, 5, 7));
            assertThat(run(3, "three").endOfTrial()).isNull();
        }

        @Test
        void isRunEarlyIfTheTrialEndsAndKeepsTheReason() {
            ClosedResult result = end(3, "three", "Funding ended");
            assertThat(result.endOfTrial()).isEqualTo("Funding ended");
            assertThat(result.boundary().cumulativeAlpha()).isCloseTo(0.025, within(1e-9));
            assertThat(run(3, "again").endOfTrial()).isEqualTo("Funding ended");
        }

        @Test
        void aloneEndsTheTrial() {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> end(2, "two", "Funding ended"));
            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_VALUE);
        }

        @Test
        void hasItsReasonInWhatItsKeyStandsFor() {
            end(3, "key", "Funding ended");
            assertThat(end(3, "key", "Funding ended").run()).isEqualTo(1);
            assertThat(refusal(3).type()).isEqualTo(ProblemType.KEY_REUSED);
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
            assertThat(refusal(2).type()).isEqualTo(ProblemType.KEY_REUSED);
        }

        @Test
        void theSameKeyWhileTheFirstIsBeingRunIsRefused() {
            AtomicReference<Refusal> second = new AtomicReference<>();
            world.randomizer.during = () -> second.set(refusal(1));
            run(1, "key");
            assertThat(second.get().type()).isEqualTo(ProblemType.REQUEST_IN_FLIGHT);
            assertThat(world.analyses.results).hasSize(1);
        }

        @Test
        void aKeyWhoseRunFailedCanBeUsedAgain() {
            world.randomizer.failure = InMemory.down("randomizer");
            refusal(1);
            world.randomizer.failure = null;
            assertThat(run(1, "key").look()).isEqualTo(1);
        }
    }

    @Nested
    class NothingIsStoredWhen {

        @Test
        void anotherAnalysisWasStoredMeanwhile() {
            world.randomizer.during = () -> {
                world.randomizer.during = () -> {};
                run(1, "the other");
            };
            assertThat(refusal(1).type()).isEqualTo(ProblemType.STATE_CONFLICT);
            assertThat(world.analyses.results).hasSize(1);
        }

        @Test
        void theCaseReportFormsAreDown() {
            world.data.failure = InMemory.down("ecrf-service");
            assertThat(refusal(1).type()).isEqualTo(ProblemType.NEIGHBOUR_UNAVAILABLE);
            nothingIsStored();
            assertThat(world.randomizer.fetches).isEmpty();
        }

        @Test
        void theRandomizerIsDown() {
            world.randomizer.failure = InMemory.down("randomizer");
            assertThat(refusal(1).type()).isEqualTo(ProblemType.NEIGHBOUR_UNAVAILABLE);
            nothingIsStored();
        }

        @Test
        void thereAreTooFewSubjectsAndThenNobodyIsUnblinded() {
            world.with(SimulatedTrial.of(9, 5, 1));
            assertThat(refusal(1).type()).isEqualTo(ProblemType.NOT_ENOUGH_DATA);
            nothingIsStored();
            assertThat(world.randomizer.fetches).isEmpty();
        }

        @Test
        void oneArmHasNoSubjects() {
            Map<String, String> allInOne = new HashMap<>();
            TRIAL.subjects().forEach(subject -> allInOne.put(subject.subject(), SimulatedTrial.CONTROL_CODE));
            world.randomizer.answer = SimulatedTrial.allocations(allInOne);
            Refusal refusal = refusal(1);
            assertThat(refusal.type()).isEqualTo(ProblemType.NOT_ENOUGH_DATA);
            assertThat(refusal.getMessage() + refusal.members())
                    .doesNotContain("MDZ")
                    .doesNotContain("KTM");
            nothingIsStored();
        }

        @Test
        void theSourcesNameDifferentSubjectsAndBothSidesAreListed() {
            Map<String, String> arms = new HashMap<>(TRIAL.allocations().armOfSubject());
            arms.put("09-001", arms.remove("01-001"));
            world.randomizer.answer = SimulatedTrial.allocations(arms);
            Refusal refusal = refusal(1);
            assertThat(refusal.type()).isEqualTo(ProblemType.ANALYSIS_IMPOSSIBLE);
            assertThat(refusal.members())
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
            assertThat(refusal(1).type()).isEqualTo(ProblemType.ANALYSIS_IMPOSSIBLE);
            nothingIsStored();
        }

        private void nothingIsStored() {
            assertThat(world.analyses.results).isEmpty();
        }

        private static Double baseline(ObservedSubject subject) {
            return subject.values().get(0).value();
        }
    }

    @Test
    void withoutAPublishedPlanThereIsNothingToRun() {
        RunInterimAnalysis without = new InMemory().with(TRIAL).runInterimAnalysis();
        assertThatThrownBy(() -> without.run(STUDY, LookRequest.of(1), new IdempotencyKey("k"), DMC))
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
