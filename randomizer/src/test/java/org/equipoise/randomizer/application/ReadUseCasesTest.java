package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Randomization.AtSite;
import org.equipoise.randomizer.domain.Plans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadUseCasesTest {

    @Nested
    class Randomizations {

        private final FakeAllocations allocations = new FakeAllocations();
        private final ReadRandomizations read = new ReadRandomizations(allocations, new FakeCorrections());

        @BeforeEach
        void fiveSubjectsAtTwoSites() {
            for (int i = 1; i <= 5; i++) {
                String site = i == 3 ? "02" : "01";
                allocations.rows.add(new AtSite(
                        site,
                        new Randomization(
                                "S", site + "-" + i, "R" + i, "K" + i, Instant.EPOCH.plusSeconds(i), Map.of(), null)));
            }
        }

        @Test
        void comePageByPage() {
            Page<CorrectedRandomization> first = page(SiteScope.all(), Optional.empty(), 3);
            assertThat(first.items())
                    .extracting(found -> found.randomization().randomizationNumber())
                    .containsExactly("R1", "R2", "R3");
            Page<CorrectedRandomization> second = page(SiteScope.all(), Optional.of(first.next()), 3);
            assertThat(second.items())
                    .extracting(found -> found.randomization().randomizationNumber())
                    .containsExactly("R4", "R5");
            assertThat(second.next()).isNull();
        }

        @Test
        void haveNoNextPageWhenTheLastOneIsExactlyFull() {
            assertThat(page(SiteScope.all(), Optional.empty(), 5).next()).isNull();
        }

        @Test
        void comeFromTheSitesInScopeOnly() {
            SiteScope two = SiteScope.only(Set.of("02"));
            assertThat(page(two, Optional.empty(), 10).items())
                    .extracting(found -> found.randomization().subject())
                    .containsExactly("02-3");
            assertThat(read.one("S", two, "02-3")
                            .await()
                            .indefinitely()
                            .randomization()
                            .kit())
                    .isEqualTo("K3");
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> read.one("S", two, "01-1").await().indefinitely())
                    .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.NOT_FOUND));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "%%%", "MjAyNg", "MjAyNiBS"})
        void refuseACursorThatIsNone(String cursor) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> RandomizationCursor.parse(cursor))
                    .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_VALUE));
        }

        private Page<CorrectedRandomization> page(SiteScope sites, Optional<String> after, int limit) {
            return read.page("S", sites, after, limit).await().indefinitely();
        }
    }

    @Nested
    class AllocationsForAnAnalysis {

        private final FakePlans plans = new FakePlans();
        private final RecordingRegister register = new RecordingRegister();
        private final ReadAllocations read = new ReadAllocations(plans, register, new Fakes.OpenKeys(), Fakes.CLOCK);

        @Test
        void openTheArmsAndEnterTheRegister() {
            activate();
            SealedList list = plans.lists.get("KET-TRD-01");
            SealedList.Row row = list.rows().get(0);
            register.arms.add(new SealedArm(
                    "01-001",
                    list.id(),
                    row.stratum(),
                    row.position(),
                    list.arms().get(0)));
            ReadAllocations.Allocations allocations = read("analysis-1", Fakes.through("stats-service"));
            assertThat(allocations.arms())
                    .containsExactly(
                            new ReadAllocations.Arm("KTM", "Ketamine 0.5 mg/kg", false),
                            new ReadAllocations.Arm("MDZ", "Midazolam 0.045 mg/kg", true));
            assertThat(allocations.items()).singleElement().satisfies(item -> {
                assertThat(item.subject()).isEqualTo("01-001");
                assertThat(item.arm()).isIn("KTM", "MDZ");
            });
            assertThat(register.entries).containsExactly("KET-TRD-01 for analysis-1 by dora");
            assertThat(allocations.toString()).doesNotContain("KTM", "MDZ");
        }

        @Test
        void areNotGivenToAPersonDirectly() {
            activate();
            assertRefused(ProblemType.PERMISSION_MISSING, "analysis-1", Fakes.through("gateway"));
        }

        @Test
        void areNotGivenToAServiceWithoutAPerson() {
            activate();
            Actor service =
                    new Actor("id", "service-account-stats-service", Optional.of("stats-service"), true, "request");
            assertRefused(ProblemType.PERMISSION_MISSING, "analysis-1", service);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " ", "a b", "x\ny"})
        void areNotGivenWithoutAnAnalysis(String analysis) {
            activate();
            assertRefused(ProblemType.INVALID_VALUE, analysis, Fakes.through("stats-service"));
        }

        @Test
        void areNotGivenBeforeAListIsActive() {
            assertRefused(ProblemType.PLAN_NOT_ACTIVE, "analysis-1", Fakes.through("stats-service"));
        }

        private void assertRefused(ProblemType type, String analysis, Actor actor) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> read(analysis, actor))
                    .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(type));
            assertThat(register.entries).isEmpty();
        }

        private ReadAllocations.Allocations read(String analysis, Actor actor) {
            return read.read("KET-TRD-01", analysis, actor).await().indefinitely();
        }

        private void activate() {
            new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK)
                    .publish(Plans.KET_TRD_01, Fakes.PERSON)
                    .await()
                    .indefinitely();
            new ActivatePlan(plans, new Fakes.OpenKeys(), new Fakes.KnownSecrets(), Fakes.CLOCK)
                    .activate(new SealedPlan.Key("KET-TRD-01", "1"), new UniqueRequest("k", "f"), Fakes.PERSON)
                    .await()
                    .indefinitely();
        }
    }

    private static final class RecordingRegister implements UnblindingStore {

        final List<SealedArm> arms = new ArrayList<>();
        final List<String> entries = new ArrayList<>();

        @Override
        public Uni<List<SealedArm>> unblind(String study, String reason, Instant at, Actor actor) {
            entries.add(study + " for " + reason + " by " + actor.name());
            return Uni.createFrom().item(List.copyOf(arms));
        }

        @Override
        public Uni<List<RegisterEntry>> register(String study, long after, int limit) {
            return Uni.createFrom().item(List.of());
        }
    }
}
