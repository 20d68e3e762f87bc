package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomizeSubjectTest {

    private static final String STUDY = "KET-TRD-01";
    private static final SiteScope SITE_01 = SiteScope.only(Set.of("01"));

    private final FakePlans plans = new FakePlans();
    private final FakeAllocations allocations = new FakeAllocations();
    private final FakeAdaptive adaptive = new FakeAdaptive();
    private final FakeOutbox messages = new FakeOutbox();
    private final Map<String, EligibilityCertificate> certificates = new HashMap<>();
    private Uni<Void> ecrf = Uni.createFrom().voidItem();
    private final RandomizeSubject randomize = new RandomizeSubject(
            plans,
            allocations,
            null,
            new AllocateAdaptively(plans, adaptive, new Fakes.OpenKeys(), null, null),
            new EligibilityCheck((study, subject) -> ecrf.map(up -> Optional.ofNullable(certificates.get(subject)))),
            new DeliverOutbox(messages, randomization -> Uni.createFrom().voidItem(), Fakes.CLOCK),
            Fakes.CLOCK);

    @BeforeEach
    void anActivePlan() {
        activate(Plans.KET_TRD_01);
        certify("01-001", "01", true, Map.of("madrsBand", "GE35"));
    }

    @Test
    void takesAPositionInTheStratumOfTheCertificate() {
        Randomization randomization = randomize(command("01-001", "k"));
        assertThat(randomization.strata()).isEqualTo(Map.of("site", "01", "madrsBand", "GE35"));
        assertThat(randomization.randomizedAt()).isEqualTo(Fakes.NOW);
        AllocationRequest request = allocations.requests.get(0);
        assertThat(request.stratum().key()).isEqualTo("site=01,madrsBand=GE35");
        assertThat(request.tellEcrf()).isTrue();
        assertThat(request.facts())
                .containsEntry("actor", "id-1")
                .containsEntry("actorName", "clara")
                .containsEntry("requestId", "request-1")
                .containsEntry("eligibility", "certificate:hash of 01-001");
    }

    @Test
    void answersTheSameRequestTheSameWithoutAskingForEligibilityAgain() {
        Randomization first = randomize(command("01-001", "k"));
        certificates.clear();
        assertThat(randomize(command("01-001", "k"))).isEqualTo(first);
        assertThat(allocations.requests).hasSize(1);
    }

    @Test
    void givesTheExistingRandomizationWhenTheSubjectHasOne() {
        Randomization first = randomize(command("01-001", "k"));
        Refusal refusal = refusal(command("01-001", "another"));
        assertThat(refusal.type()).isEqualTo(ProblemType.ALREADY_RANDOMIZED);
        assertThat(refusal.members()).containsEntry("randomization", first);
    }

    @Test
    void refusesAKeyThatBelongsToAnotherRequest() {
        randomize(command("01-001", "k"));
        certify("01-002", "01", true, Map.of("madrsBand", "GE35"));
        assertThat(refusal(command("01-002", "k")).type()).isEqualTo(ProblemType.KEY_REUSED);
    }

    @Test
    void refusesASubjectThatIsNotEligibleWithTheReasons() {
        certify("01-001", "01", false, Map.of("madrsBand", "GE35"));
        Refusal refusal = refusal(command("01-001", "k"));
        assertThat(refusal.type()).isEqualTo(ProblemType.NOT_ELIGIBLE);
        assertThat(refusal.members()).containsEntry("reasons", List.of("a reason"));
        assertThat(allocations.requests).isEmpty();
    }

    @Test
    void refusesValuesThatFitNoStratum() {
        certify("01-001", "01", true, Map.of("madrsBand", "HIGH"));
        assertThat(refusal(command("01-001", "k")).type()).isEqualTo(ProblemType.STRATUM_UNKNOWN);
        certify("01-001", "01", true, Map.of());
        assertThat(refusal(command("01-001", "k")).members()).containsKey("factors");
    }

    @Test
    void passesOnThatTheNeighbourIsDown() {
        ecrf = Uni.createFrom().failure(Refusal.of(ProblemType.NEIGHBOUR_UNAVAILABLE, "down"));
        assertThat(refusal(command("01-001", "k")).type()).isEqualTo(ProblemType.NEIGHBOUR_UNAVAILABLE);
        assertThat(allocations.requests).isEmpty();
    }

    @Test
    void refusesBeforeAnyPlanIsActive() {
        plans.lists.clear();
        assertThat(refusal(command("01-001", "k")).type()).isEqualTo(ProblemType.PLAN_NOT_ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(Full.class)
    void refusesWhenNothingIsLeft(Full full) {
        allocations.answer = full.outcome;
        Refusal refusal = refusal(command("01-001", "k"));
        assertThat(refusal.type()).isEqualTo(ProblemType.LIST_EXHAUSTED);
        assertThat(refusal.getMessage()).contains(full.words);
    }

    @ParameterizedTest
    @EnumSource(
            value = Closure.class,
            names = {"STUDY_PAUSED", "SITE_NOT_ACTIVE", "SITE_PAUSED"})
    void saysWhyRandomizationIsNotOpen(Closure why) {
        allocations.answer = new AllocationOutcome.Closed(why);
        Refusal refusal = refusal(command("01-001", "k"));
        assertThat(refusal.type()).isEqualTo(ProblemType.RANDOMIZATION_CLOSED);
        assertThat(refusal.members()).containsEntry("cause", why.code());
        assertThat(refusal.fix()).contains("data manager");
    }

    enum Full {
        STRATUM(new AllocationOutcome.StratumExhausted(), "stratum"),
        STRATUM_CAP(new AllocationOutcome.Closed(Closure.STRATUM_CAP_REACHED), "stratum has reached its number"),
        SITE_CAP(new AllocationOutcome.Closed(Closure.SITE_CAP_REACHED), "site has reached its number"),
        STUDY(new AllocationOutcome.Closed(Closure.STUDY_CAP_REACHED), "study has reached its number");

        final AllocationOutcome outcome;
        final String words;

        Full(AllocationOutcome outcome, String words) {
            this.outcome = outcome;
            this.words = words;
        }
    }

    @Nested
    class AtAnotherSite {

        @Test
        void aSubjectLooksAsIfItDidNotExist() {
            certify("02-001", "02", true, Map.of("madrsBand", "GE35"));
            Refusal elsewhere = refusal(command("02-001", "k"));
            Refusal nowhere = refusal(command("02-999", "k"));
            assertThat(elsewhere.type()).isEqualTo(ProblemType.NOT_FOUND);
            assertThat(elsewhere.getMessage()).isEqualTo(nowhere.getMessage());
            assertThat(elsewhere.members()).isEqualTo(nowhere.members());
        }

        @Test
        void anIneligibleSubjectLooksTheSame() {
            certify("02-001", "02", false, Map.of());
            assertThat(refusal(command("02-001", "k")).type()).isEqualTo(ProblemType.NOT_FOUND);
        }

        @Test
        void aRandomizedSubjectLooksTheSameUnderAnyKey() {
            randomize(command("01-001", "k"));
            SiteScope elsewhere = SiteScope.only(Set.of("02"));
            assertThat(refusal(command("01-001", "k", elsewhere)).type()).isEqualTo(ProblemType.NOT_FOUND);
            assertThat(refusal(command("01-001", "j", elsewhere)).type()).isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class WhenTheCallerVouchesForEligibility {

        @BeforeEach
        void anExternalPlan() {
            plans.lists.clear();
            plans.plans.clear();
            activate(new PlanDraft(
                    STUDY,
                    "2",
                    Plans.KET_TRD_01.method(),
                    Plans.KET_TRD_01.arms(),
                    Plans.KET_TRD_01.factors(),
                    60,
                    null,
                    "external"));
        }

        @Test
        void siteAndStrataComeWithTheRequest() {
            randomize(vouched(Optional.of("01"), Map.of("madrsBand", "LT35")));
            AllocationRequest request = allocations.requests.get(0);
            assertThat(request.stratum().key()).isEqualTo("site=01,madrsBand=LT35");
            assertThat(request.tellEcrf()).isFalse();
            assertThat(request.facts()).containsEntry("eligibility", "external");
        }

        @Test
        void theSiteIsTheSiteWhateverTheStrataSay() {
            randomize(vouched(Optional.of("01"), Map.of("madrsBand", "LT35", "site", "02")));
            assertThat(allocations.requests.get(0).stratum().key()).isEqualTo("site=01,madrsBand=LT35");
        }

        @Test
        void theSiteMustBeGivenAndInScope() {
            assertThat(refusal(vouched(Optional.empty(), Map.of())).type()).isEqualTo(ProblemType.INVALID_VALUE);
            assertThat(refusal(vouched(Optional.of("02"), Map.of())).type()).isEqualTo(ProblemType.NOT_FOUND);
        }

        private RandomizeSubject.Command vouched(Optional<String> site, Map<String, String> strata) {
            return new RandomizeSubject.Command(
                    STUDY, "X-1", site, Optional.of(strata), SITE_01, new UniqueRequest("k", "f"));
        }
    }

    @Nested
    class UnderMinimization {

        @BeforeEach
        void anAdaptivePlan() {
            plans.lists.clear();
            plans.plans.clear();
            activate(new PlanDraft(
                    STUDY,
                    "3",
                    new PlanDraft.Method("minimization", null, "0.8", null, null, null, null, "range", null),
                    Plans.KET_TRD_01.arms(),
                    Plans.KET_TRD_01.factors(),
                    null,
                    null,
                    "ecrf"));
            adaptive.seed = plans.lists.get(STUDY).seed();
        }

        @Test
        void nothingIsPreparedAndEachSubjectBringsAnEntry() {
            assertThat(plans.lists.get(STUDY).rows()).isEmpty();
            assertThat(plans.lists.get(STUDY).merkleRoot()).matches("[0-9a-f]{64}");
            Randomization first = randomize(command("01-001", "k"));
            certify("01-002", "01", true, Map.of("madrsBand", "LT35", "sex", "F"));
            Randomization second = randomize(command("01-002", "j"));
            assertThat(first.randomizationNumber()).isNotEqualTo(second.randomizationNumber());
            assertThat(second.strata()).isEqualTo(Map.of("site", "01", "madrsBand", "LT35"));
            assertThat(adaptive.entries).extracting(SealedEntry::version).containsExactly(0, 1);
            assertThat(allocations.requests).isEmpty();
        }

        @Test
        void theOneWhoWasSlowerBeginsAgainFromTheNewTotals() {
            adaptive.faster = 3;
            randomize(command("01-001", "k"));
            assertThat(adaptive.entries).extracting(SealedEntry::version).containsExactly(0, 1, 2, 3);
        }

        @Test
        void whoIsAlwaysSlowerIsToldToTryAgain() {
            adaptive.faster = AdaptiveLists.ROUNDS + 1;
            assertThat(refusal(command("01-001", "k")).type()).isEqualTo(ProblemType.NEIGHBOUR_UNAVAILABLE);
        }

        @Test
        void aMissingFactorIsRefused() {
            certify("01-001", "01", true, Map.of("sex", "F"));
            assertThat(refusal(command("01-001", "k")).type()).isEqualTo(ProblemType.STRATUM_UNKNOWN);
            assertThat(adaptive.entries).isEmpty();
        }
    }

    @Test
    void refusesRetypedValuesWhenTheFormsHaveThem() {
        RandomizeSubject.Command retyped = new RandomizeSubject.Command(
                STUDY, "01-001", Optional.of("01"), Optional.empty(), SITE_01, new UniqueRequest("k", "f"));
        assertThat(refusal(retyped).type()).isEqualTo(ProblemType.INVALID_VALUE);
    }

    @Test
    void goesOnToItsEndWhenNobodyWaitsAnyMore() {
        CompletableFuture<Void> answerOfTheEcrf = new CompletableFuture<>();
        ecrf = Uni.createFrom().completionStage(answerOfTheEcrf);
        Cancellable waiting = randomize
                .randomize(command("01-001", "k"), Fakes.PERSON)
                .subscribe()
                .with(answer -> {});
        waiting.cancel();
        answerOfTheEcrf.complete(null);
        assertThat(allocations.requests).hasSize(1);
    }

    private void activate(PlanDraft draft) {
        new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK)
                .publish(draft, Fakes.PERSON)
                .await()
                .indefinitely();
        new ActivatePlan(plans, new Fakes.OpenKeys(), new Fakes.KnownSecrets(), Fakes.CLOCK)
                .activate(
                        new SealedPlan.Key(draft.study(), draft.version()),
                        new UniqueRequest("activation of " + draft.version(), "f"),
                        Fakes.PERSON)
                .await()
                .indefinitely();
    }

    private void certify(String subject, String site, boolean eligible, Map<String, String> strata) {
        certificates.put(
                subject,
                new EligibilityCertificate(
                        subject, site, eligible, List.of("a reason"), strata, "1", "hash of " + subject));
    }

    private static RandomizeSubject.Command command(String subject, String key) {
        return command(subject, key, SITE_01);
    }

    private static RandomizeSubject.Command command(String subject, String key, SiteScope sites) {
        return new RandomizeSubject.Command(
                STUDY,
                subject,
                Optional.empty(),
                Optional.empty(),
                sites,
                new UniqueRequest(key, "fingerprint of " + subject));
    }

    private Randomization randomize(RandomizeSubject.Command command) {
        return randomize.randomize(command, Fakes.PERSON).await().indefinitely();
    }

    private Refusal refusal(RandomizeSubject.Command command) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> randomize(command))
                .actual();
    }
}
