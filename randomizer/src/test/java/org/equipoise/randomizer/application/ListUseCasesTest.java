package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.ListExtension.ListPart;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.ListEntry;
import org.equipoise.randomizer.domain.list.ListFault;
import org.equipoise.randomizer.domain.list.UploadedFile;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ListUseCasesTest {

    private static final String STUDY = "KET-TRD-01";
    private static final SealedPlan.Key FIRST = new SealedPlan.Key(STUDY, "1");
    private static final SealedPlan.Key SECOND = new SealedPlan.Key(STUDY, "2");

    private final FakePlans plans = new FakePlans();
    private final FakeAdaptive adaptive = new FakeAdaptive();
    private final Fakes.KnownSecrets secrets = new Fakes.KnownSecrets();
    private final ActivatePlan activate = new ActivatePlan(plans, new Fakes.OpenKeys(), secrets, Fakes.CLOCK);
    private final ExtendList extend = new ExtendList(plans, adaptive, new Fakes.OpenKeys(), secrets, Fakes.CLOCK);
    private UploadedFile file;
    private final UploadList upload = new UploadList(activate, extend, content -> file);

    @BeforeEach
    void aPublishedPlan() {
        publish(Plans.KET_TRD_01);
    }

    @Test
    void aTestListsNumbersBeginWithTheirMark() {
        await(activate.activate(FIRST, ListPurpose.TEST, request("a"), Fakes.PERSON));
        SealedList list = plans.lists.get(STUDY);
        assertThat(list.purpose()).isEqualTo(ListPurpose.TEST);
        assertThat(list.rows()).extracting(SealedList.Row::randomizationNumber).allMatch(n -> n.startsWith("TEST-R"));
    }

    @Test
    void anUploadedListIsSealedAsOneOfItsOwnKind() {
        file = file(60);
        await(upload.activate(FIRST, ListPurpose.LIVE, new byte[0], request("a"), Fakes.PERSON));
        SealedList list = plans.lists.get(STUDY);
        assertThat(list.source()).isEqualTo(ListSource.UPLOADED);
        assertThat(list.rows()).hasSize(240);
    }

    @Test
    void aFaultyListIsRefusedWithItsFaultsAndNothingIsStored() {
        file = new UploadedFile(List.of("arm"), List.of(), List.of(new ListFault(3, "", null, "quotes closed")));
        Refusal refusal = refusal(upload.activate(FIRST, ListPurpose.LIVE, new byte[0], request("a"), Fakes.PERSON));
        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_LIST);
        assertThat(refusal.members()).containsEntry("count", 3);
        assertThat(plans.lists).isEmpty();
    }

    @Test
    void aPlanWhoseListIsUploadedMakesNone() {
        publish(new PlanDraft(
                STUDY,
                "3",
                new PlanDraft.Method("uploaded-list", null),
                Plans.KET_TRD_01.arms(),
                Plans.KET_TRD_01.factors(),
                60,
                Map.of(),
                "ecrf"));
        SealedPlan.Key third = new SealedPlan.Key(STUDY, "3");
        assertThat(refusal(activate.activate(third, request("a"), Fakes.PERSON)).type())
                .isEqualTo(ProblemType.INVALID_PLAN);
    }

    @Test
    void anAmendmentAddsAPartWithASeedOfItsOwnAndFreeNumbers() {
        await(activate.activate(FIRST, request("a"), Fakes.PERSON));
        publish(amendment(70, "ecrf"));
        ListPart part = await(extend.extend(SECOND, request("b"), Fakes.PERSON));
        assertThat(part.extension()).isEqualTo(1);
        assertThat(part.entries()).isEqualTo(40);
        SealedList first = plans.lists.get(STUDY);
        assertThat(plans.parts.get(0).rows())
                .extracting(SealedList.Row::randomizationNumber)
                .doesNotContainAnyElementsOf(first.rows().stream()
                        .map(SealedList.Row::randomizationNumber)
                        .toList());
    }

    @Test
    void anAmendmentThatChangesMoreIsRefused() {
        await(activate.activate(FIRST, request("a"), Fakes.PERSON));
        publish(amendment(70, "external"));
        Refusal refusal = refusal(extend.extend(SECOND, request("b"), Fakes.PERSON));
        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_PLAN);
        assertThat(refusal.members().get("errors").toString()).contains("eligibility");
        assertThat(plans.parts).isEmpty();
    }

    @Test
    void aRepeatedExtensionReachesTheStoreThoughThePlanIsInForceByNow() {
        await(activate.activate(FIRST, request("a"), Fakes.PERSON));
        publish(amendment(70, "ecrf"));
        await(extend.extend(SECOND, request("b"), Fakes.PERSON));
        assertThat(await(extend.extend(SECOND, request("b"), Fakes.PERSON)).list())
                .isEqualTo(plans.lists.get(STUDY).id());
        assertThat(plans.parts.get(1).rows()).as("nothing new is made").isEmpty();
    }

    @Test
    void thereIsNothingToExtendBeforeGoingLive() {
        assertThat(refusal(extend.extend(FIRST, request("b"), Fakes.PERSON)).type())
                .isEqualTo(ProblemType.PLAN_NOT_ACTIVE);
        assertThat(refusal(extend.extend(SECOND, request("b"), Fakes.PERSON)).type())
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Nested
    class OfAMethodThatLooks {

        @BeforeEach
        void anAdaptivePlan() {
            plans.plans.clear();
            publish(minimization("1", 156, "01", "02"));
            adaptive.plan = "1";
        }

        @Test
        void aTestListGivesEntriesWithTheirMarkAndNoneOnceTheStudyIsLive() {
            await(activate.activate(FIRST, ListPurpose.TEST, request("a"), Fakes.PERSON));
            assertThat(plans.lists.get(STUDY).purpose()).isEqualTo(ListPurpose.TEST);
            assertThat(plans.lists.get(STUDY).merkleRoot()).matches("[0-9a-f]{64}");
            adaptive.seed = plans.lists.get(STUDY).seed();
            TestRandomization first = await(tests().randomize(test("T-1"), Fakes.PERSON));
            assertThat(first.randomization().randomizationNumber()).startsWith("TEST-R");
            assertThat(first.randomization().kit()).startsWith("TEST-K");
            assertThat(adaptive.entries).as("of the live list").isEmpty();
            adaptive.live = true;
            assertThat(refusal(tests().randomize(test("T-2"), Fakes.PERSON)).type())
                    .isEqualTo(ProblemType.ALREADY_ACTIVE);
        }

        @Test
        void anAmendmentAddsASiteAndGoesOnWithSeedTotalsAndNumbers() {
            goLive();
            allocate("01");
            allocate("02");
            publish(minimization("2", 200, "00", "01", "02"));
            ListPart part = await(extend.extend(SECOND, request("b"), Fakes.PERSON));
            assertThat(part.extension()).isEqualTo(1);
            assertThat(part.entries()).isZero();
            assertThat(part.merkleRoot()).isEqualTo(plans.lists.get(STUDY).merkleRoot());
            allocate("00");
            allocate("01");
            assertThat(adaptive.entries).extracting(SealedEntry::version).containsExactly(0, 1, 2, 3);
            assertThat(adaptive.entries).extracting(SealedEntry::extension).containsExactly(0, 0, 1, 1);
            List<Stratum> order = Stream.of("01", "02", "00", "01")
                    .map(site -> Stratum.parse("site=" + site + ",madrsBand=GE35"))
                    .toList();
            assertThat(adaptive.entries)
                    .extracting(SealedEntry::leaf)
                    .as("as if the site had been there from the beginning")
                    .containsExactlyElementsOf(replayed(order));
        }

        @Test
        void anAmendmentBeginsAgainWhenASubjectIsAllocatedMeanwhile() {
            goLive();
            adaptive.faster = 3;
            publish(minimization("2", 200, "01", "02"));
            assertThat(await(extend.extend(SECOND, request("b"), Fakes.PERSON)).extension())
                    .isEqualTo(1);
        }

        @Test
        void anAmendmentThatTakesALevelOrChangesTheMethodIsRefused() {
            goLive();
            publish(minimization("2", 156, "02", "03"));
            Refusal refusal = refusal(extend.extend(SECOND, request("b"), Fakes.PERSON));
            assertThat(refusal.members().get("errors").toString()).contains("strata.factors[0].levels");
            assertThat(adaptive.amendments).isEmpty();
        }

        @Test
        void aFileIsRefused() {
            goLive();
            publish(minimization("2", 156, "01", "02", "03"));
            file = file(60);
            assertThat(refusal(upload.extend(SECOND, new byte[0], request("b"), Fakes.PERSON))
                            .type())
                    .isEqualTo(ProblemType.INVALID_VALUE);
        }

        private void goLive() {
            await(activate.activate(FIRST, request("a"), Fakes.PERSON));
            adaptive.seed = plans.lists.get(STUDY).seed();
        }

        private AllocateAdaptively adaptively() {
            return new AllocateAdaptively(plans, adaptive, new Fakes.OpenKeys(), null, null);
        }

        private RandomizeTestSubject tests() {
            return new RandomizeTestSubject(plans, null, adaptively(), Fakes.CLOCK);
        }

        private RandomizeTestSubject.Command test(String subject) {
            return new RandomizeTestSubject.Command(
                    STUDY, subject, "01", Map.of("madrsBand", "GE35"), request(subject));
        }

        private void allocate(String site) {
            AllocationOutcome outcome = await(adaptively()
                    .allocate(
                            await(plans.active(STUDY)).orElseThrow(),
                            new AllocationRequest(
                                    STUDY,
                                    plans.lists.get(STUDY).id(),
                                    Stratum.parse("site=" + site + ",madrsBand=GE35"),
                                    "S-" + adaptive.entries.size(),
                                    site,
                                    request("s"),
                                    false,
                                    Fakes.NOW,
                                    Map.of())));
            assertThat(outcome).isInstanceOf(AllocationOutcome.Allocated.class);
        }

        private List<String> replayed(List<Stratum> order) {
            return new AdaptiveList(
                            Plans.sound(minimization("2", 200, "00", "01", "02")),
                            plans.lists.get(STUDY).id(),
                            secrets.seed())
                    .replay(order).stream().map(ListEntry::leaf).toList();
        }

        private PlanDraft minimization(String version, int cap, String... sites) {
            return new PlanDraft(
                    STUDY,
                    version,
                    new PlanDraft.Method("minimization", null, "0.8", null, null, null, null, "range", null),
                    Plans.KET_TRD_01.arms(),
                    List.of(
                            new PlanDraft.Factor("site", List.of(sites)),
                            new PlanDraft.Factor("madrsBand", List.of("LT35", "GE35"))),
                    null,
                    Map.of("study", cap),
                    "external");
        }
    }

    private void publish(PlanDraft draft) {
        await(new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK).publish(draft, Fakes.PERSON));
    }

    private static PlanDraft amendment(int entries, String eligibility) {
        return new PlanDraft(
                STUDY,
                "2",
                Plans.KET_TRD_01.method(),
                Plans.KET_TRD_01.arms(),
                Plans.KET_TRD_01.factors(),
                entries,
                Plans.KET_TRD_01.caps(),
                eligibility);
    }

    private static UploadedFile file(int perStratum) {
        List<UploadedFile.Row> rows = new ArrayList<>();
        for (String site : List.of("01", "02")) {
            for (String band : List.of("LT35", "GE35")) {
                for (int i = 0; i < perStratum; i++) {
                    rows.add(new UploadedFile.Row(rows.size() + 2L, List.of(site, band, i % 2 == 0 ? "KTM" : "MDZ")));
                }
            }
        }
        return new UploadedFile(List.of("site", "madrsBand", "arm"), rows, List.of());
    }

    private static UniqueRequest request(String key) {
        return new UniqueRequest(key, "fingerprint of " + key);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().indefinitely();
    }

    private static Refusal refusal(Uni<?> work) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> work.await().indefinitely())
                .actual();
    }
}
