package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.ExternalAccount.Code;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RandomizeExternallyTest {

    private static final ExternalAccount ACCOUNT = new ExternalAccount("oc", "KET-TRD-01", Code.RANDOMIZATION_NUMBER);

    private final FakePlans plans = new FakePlans();
    private final FakeAllocations allocations = new FakeAllocations();
    private final RandomizeSubject subjects = new RandomizeSubject(
            plans,
            allocations,
            null,
            null,
            new EligibilityCheck((study, subject) -> Uni.createFrom().item(Optional.empty())),
            new DeliverOutbox(
                    new FakeOutbox(), randomization -> Uni.createFrom().voidItem(), Fakes.CLOCK),
            Fakes.CLOCK);
    private final RandomizeExternally randomize =
            new RandomizeExternally(plans, allocations, new ActivatedSites(), subjects);

    @BeforeEach
    void aPlanThatLeavesEligibilityToOthers() {
        PlanDraft external = new PlanDraft(
                "KET-TRD-01",
                "1",
                Plans.KET_TRD_01.method(),
                Plans.KET_TRD_01.arms(),
                Plans.KET_TRD_01.factors(),
                60,
                null,
                "external");
        activate(external);
    }

    private void activate(PlanDraft external) {
        new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK)
                .publish(external, Fakes.PERSON)
                .await()
                .indefinitely();
        new ActivatePlan(plans, new Fakes.OpenKeys(), new Fakes.KnownSecrets(), Fakes.CLOCK)
                .activate(
                        new SealedPlan.Key("KET-TRD-01", "1"),
                        new UniqueRequest("a" + external.factors().size(), "a"),
                        Fakes.PERSON)
                .await()
                .indefinitely();
    }

    @Test
    void withoutAFactorForItASiteIsOneWithACapOrOneThatWasActivated() {
        plans.lists.clear();
        plans.plans.clear();
        activate(new PlanDraft(
                "KET-TRD-01",
                "1",
                Plans.KET_TRD_01.method(),
                Plans.KET_TRD_01.arms(),
                List.of(new PlanDraft.Factor("madrsBand", List.of("LT35", "GE35"))),
                60,
                Map.of("site:05", 10),
                "external"));
        randomize.site(ACCOUNT, "05").await().indefinitely();
        randomize.site(ACCOUNT, "07").await().indefinitely();
        refused(() -> randomize.site(ACCOUNT, "01").await().indefinitely(), ProblemType.STRATUM_UNKNOWN);
    }

    @Test
    void answersTheQuestionsInThePlansOrderWithoutTheSite() {
        assertThat(randomise(ACCOUNT, "SS_1", "01", List.of("GE35")).code()).isEqualTo("R0");
        assertThat(allocations.requests.get(0).stratum().levels())
                .containsEntry("site", "01")
                .containsEntry("madrsBand", "GE35");
    }

    @Test
    void tellsTheKitToWhomItIsAgreed() {
        ExternalAccount kits = new ExternalAccount("oc", "KET-TRD-01", Code.KIT);
        assertThat(randomise(kits, "SS_1", "01", List.of("GE35")).code()).isEqualTo("K0");
    }

    @Test
    void aRepetitionIsTheSameRandomization() {
        RandomizeExternally.Code first = randomise(ACCOUNT, "SS_1", "01", List.of("GE35"));
        assertThat(randomise(ACCOUNT, "SS_1", "01", List.of("GE35"))).isEqualTo(first);
        assertThat(allocations.requests).hasSize(1);
        assertThat(randomize.find(ACCOUNT, "SS_1").await().indefinitely()).isEqualTo(first);
    }

    @Test
    void otherAnswersAreAConflict() {
        randomise(ACCOUNT, "SS_1", "01", List.of("GE35"));
        refused(() -> randomise(ACCOUNT, "SS_1", "01", List.of("LT35")), ProblemType.STATE_CONFLICT);
        refused(() -> randomise(ACCOUNT, "SS_1", "02", List.of("GE35")), ProblemType.STATE_CONFLICT);
    }

    @Test
    void tooFewOrTooManyAnswersAreNamed() {
        refused(() -> randomise(ACCOUNT, "SS_1", "01", List.of()), ProblemType.INVALID_VALUE);
        refused(() -> randomise(ACCOUNT, "SS_1", "01", List.of("GE35", "x")), ProblemType.INVALID_VALUE);
        refused(() -> randomise(ACCOUNT, "SS_1", "01", List.of("x")), ProblemType.STRATUM_UNKNOWN);
    }

    @Test
    void sitesAreThePlans() {
        randomize.site(ACCOUNT, "02").await().indefinitely();
        refused(() -> randomize.site(ACCOUNT, "99").await().indefinitely(), ProblemType.STRATUM_UNKNOWN);
    }

    private RandomizeExternally.Code randomise(
            ExternalAccount account, String subject, String site, List<String> answers) {
        return randomize
                .randomise(account, new RandomizeExternally.Request(subject, site, "nurse", answers), "request-1")
                .await()
                .indefinitely();
    }

    private static void refused(Runnable action, ProblemType type) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(action::run).satisfies(refusal -> {
            assertThat(refusal.type()).isEqualTo(type);
            assertThat(refusal.members()).containsKey("error");
        });
    }

    /** Enrolment in memory, of one study; site 07 is active from the beginning. */
    private static final class ActivatedSites implements EnrolmentStore {

        private final List<EnrolmentStatus.Change> changes = new ArrayList<>(List.of(new EnrolmentStatus.Change(
                1,
                new EnrolmentStatus(
                        "KET-TRD-01", Optional.of("07"), EnrolmentStatus.ACTIVE, "ready", "p", Fakes.NOW))));

        @Override
        public Uni<List<EnrolmentStatus>> current(String study) {
            Map<Optional<String>, EnrolmentStatus> last = new LinkedHashMap<>();
            changes.forEach(change -> last.put(change.status().site(), change.status()));
            return Uni.createFrom().item(List.copyOf(last.values()));
        }

        @Override
        public Uni<Outcome> set(NewStatus status, UniqueRequest request, Instant at, Actor actor) {
            EnrolmentStatus now = new EnrolmentStatus(
                    status.study(), status.site(), status.status(), status.reason(), actor.id(), at);
            changes.add(new EnrolmentStatus.Change(changes.size() + 1L, now));
            return Uni.createFrom().item(new Outcome.Holds(now));
        }

        @Override
        public Uni<List<EnrolmentStatus.Change>> history(String study, SiteScope sites, long after, int limit) {
            return Uni.createFrom()
                    .item(changes.stream()
                            .filter(change -> change.id() > after)
                            .filter(change ->
                                    change.status().site().map(sites::includes).orElse(true))
                            .limit(limit)
                            .toList());
        }

        @Override
        public Uni<Counts> counts(String study) {
            return Uni.createFrom().item(new Counts(Map.of(), Map.of()));
        }
    }
}
