package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.DispenseKit.Replacement;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitBatch;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitState;
import org.equipoise.randomizer.domain.kit.ResupplyRule;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KitUseCasesTest {

    private static final String STUDY = "KET-TRD-01";
    private static final LocalDate LATER = LocalDate.parse("2027-01-31");
    private static final SiteScope SITE_01 = SiteScope.only(Set.of("01"));
    private static final Stratum STRATUM = new Stratum(Map.of("site", "01"));

    private final FakePlans plans = new FakePlans();
    private final FakeKits kits = new FakeKits();
    private final FakeAllocations allocations = new FakeAllocations();
    private final Fakes.KnownSecrets secrets = new Fakes.KnownSecrets();
    private final KitSupplies supplies = new KitSupplies(plans, kits, new Fakes.OpenKeys(), secrets);
    private final Turns turns = new Turns();

    @BeforeEach
    void aPlanWithManagedKits() {
        PlanDraft good = Plans.KET_TRD_01;
        PlanDraft managed = new PlanDraft(
                STUDY, "1", good.method(), good.arms(), good.factors(), 60, null, "ecrf", null, "managed", 30);
        new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK)
                .publish(managed, Fakes.PERSON)
                .await()
                .indefinitely();
        plans.inForce = new SealedPlan.Key(STUDY, "1");
    }

    @Nested
    class Registering {

        @Test
        void beginsAgainWhenOthersRegisteredMeanwhile() {
            kits.overtaken = 3;
            RegisterKits.Registered registered = register(5, 4, "k");
            assertThat(registered.kits()).hasSize(9);
            assertThat(registered.kits().stream().filter(kit -> kit.type().equals("KTM")))
                    .hasSize(5);
            assertThat(kits.kits).hasSize(9);
        }

        @Test
        void keepsNoTypeWithItsAnswer() {
            register(5, 4, "k");
            assertThat(kits.bookings.get(0).answer()).doesNotContain("KTM", "MDZ", "L-1", "2027");
        }
    }

    @Nested
    class Shipping {

        @Test
        void takesTheWantedNumberOfEachTypeAndBringsItToTheSite() {
            supply(3, 2);
            assertThat(at("01", KitState.AVAILABLE)).isEqualTo(5);
        }

        @Test
        void isRefusedForAnotherSite() {
            assertThat(refusal(request(1, 1, "02")).type()).isEqualTo(ProblemType.NOT_FOUND);
        }

        @Test
        void saysWhatTheDepotLacks() {
            register(2, 2, "k");
            Refusal refusal = refusal(request(5, 2, "01"));
            assertThat(refusal.type()).isEqualTo(ProblemType.OUT_OF_KITS);
            assertThat(refusal.members()).containsEntry("missing", Map.of("KTM", 3));
        }
    }

    @Nested
    class Allocating {

        private final AllocateKit allocate = new AllocateKit(allocations, kits, supplies, turns);

        @Test
        void proposesAKitOfTheArmForThePosition() {
            supply(3, 3);
            nextArm("MDZ");
            allocate();
            KitProposal proposal = allocations.proposals.get(0).orElseThrow();
            assertThat(proposal.position()).isEqualTo(7);
            assertThat(type(proposal.kit())).isEqualTo("MDZ");
        }

        @Test
        void proposesNothingWhenAnyTypeIsGoneWhateverTheArm() {
            supply(3, 1);
            book("MDZ", KitAction.QUARANTINE);
            for (String arm : List.of("KTM", "MDZ")) {
                nextArm(arm);
                allocate();
            }
            assertThat(allocations.proposals).containsExactly(Optional.empty(), Optional.empty());
        }

        @Test
        void proposesAnewUntilNobodyIsFasterButNotForEver() {
            supply(3, 3);
            nextArm("KTM");
            allocations.answer = new AllocationOutcome.Stale();
            assertThat(allocate()).isInstanceOf(AllocationOutcome.Stale.class);
            assertThat(allocations.proposals).hasSizeBetween(10, 100);
        }

        private AllocationOutcome allocate() {
            AllocationRequest request = new AllocationRequest(
                    STUDY,
                    "list",
                    STRATUM,
                    "01-00" + allocations.requests.size(),
                    "01",
                    new UniqueRequest("a" + allocations.requests.size(), "f"),
                    false,
                    Fakes.NOW,
                    Map.of());
            ActiveList active = new ActiveList(
                    "list", plans.inForce, plans.plans.get(plans.inForce).terms(), ListSource.GENERATED);
            return allocate.allocate(active, request).await().indefinitely();
        }

        private void nextArm(String arm) {
            Sealing sealing = new Sealing(new Fakes.OpenKeys().cipher(STUDY, "key of " + STUDY), STUDY);
            kits.next = Optional.of(
                    new SealedArm("01-001", "list", STRATUM.key(), 7, sealing.arm("list", STRATUM.key(), 7, arm)));
        }
    }

    /** With minimization the arm is known only when the entry has been made. */
    @Nested
    class AllocatingAdaptively {

        private final FakeAdaptive adaptive = new FakeAdaptive();
        private final AllocateAdaptively allocate =
                new AllocateAdaptively(plans, adaptive, new Fakes.OpenKeys(), kits, supplies);
        private ActiveList active;

        @BeforeEach
        void anActiveAdaptivePlan() {
            PlanDraft good = Plans.KET_TRD_01;
            PlanDraft.Method minimization =
                    new PlanDraft.Method("minimization", null, "0.8", null, null, null, null, "range", null);
            PlanDraft managed = new PlanDraft(
                    STUDY, "9", minimization, good.arms(), good.factors(), null, null, "ecrf", null, "managed", 30);
            new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK)
                    .publish(managed, Fakes.PERSON)
                    .await()
                    .indefinitely();
            SealedPlan.Key plan = new SealedPlan.Key(STUDY, "9");
            new ActivatePlan(plans, new Fakes.OpenKeys(), new Fakes.KnownSecrets(), Fakes.CLOCK)
                    .activate(plan, new UniqueRequest("activation", "f"), Fakes.PERSON)
                    .await()
                    .indefinitely();
            active = plans.active(STUDY).await().indefinitely().orElseThrow();
            adaptive.plan = "9";
            adaptive.seed = plans.lists.get(STUDY).seed();
            plans.inForce = plan;
            supply(5, 5);
        }

        @Test
        void proposesAKitOfTheArmThatWasDrawn() {
            for (int i = 1; i <= 5; i++) {
                assertThat(allocate("01-00" + i)).isInstanceOf(AllocationOutcome.Allocated.class);
                KitProposal proposal = adaptive.proposals.get(i - 1).orElseThrow();
                SealedEntry entry = adaptive.entries.get(i - 1);
                assertThat(proposal.position()).isEqualTo(i);
                assertThat(type(proposal.kit())).isEqualTo(entry.armCode());
                use(proposal.kit());
            }
        }

        @Test
        void isOutAfterAsManySubjectsAsThereAreSetsWhateverWasDrawn() {
            for (int i = 1; i <= 5; i++) {
                allocate("01-00" + i);
                use(adaptive.proposals.get(i - 1).orElseThrow().kit());
            }
            assertThat(allocate("01-006")).isInstanceOf(AllocationOutcome.OutOfKits.class);
            assertThat(at("01", KitState.AVAILABLE)).isEqualTo(5);
        }

        @Test
        void beginsAgainWhenTheShelfOrTheTotalsChangedMeanwhile() {
            adaptive.stale = 3;
            adaptive.faster = 2;
            assertThat(allocate("01-001")).isInstanceOf(AllocationOutcome.Allocated.class);
            assertThat(adaptive.proposals).hasSize(6);
            assertThat(adaptive.entries).extracting(SealedEntry::version).containsExactly(0, 1, 2);
        }

        private AllocationOutcome allocate(String subject) {
            AllocationRequest request = new AllocationRequest(
                    STUDY,
                    active.list(),
                    new Stratum(Map.of("site", "01", "madrsBand", "GE35")),
                    subject,
                    "01",
                    new UniqueRequest(subject, "f"),
                    false,
                    Fakes.NOW,
                    Map.of());
            return allocate.allocate(active, request).await().indefinitely();
        }

        private void use(String number) {
            SealedKit kit = kits.kits.get(number);
            kits.kits.put(number, new SealedKit(number, kit.content(), KitState.DISPENSED, kit.place()));
        }
    }

    @Nested
    class GivingAKit {

        private final DispenseKit dispense = new DispenseKit(allocations, kits, kits, supplies, turns, Fakes.CLOCK);

        @BeforeEach
        void aRandomizedSubject() {
            supply(4, 4);
            String first = ofType("KTM");
            allocations.allocate(
                    new AllocationRequest(
                            STUDY,
                            "list",
                            STRATUM,
                            "01-001",
                            "01",
                            new UniqueRequest("r", "f"),
                            false,
                            Fakes.NOW,
                            Map.of()),
                    Optional.empty());
            SealedKit kit = kits.kits.get(first);
            kits.kits.put(first, new SealedKit(first, kit.content(), KitState.DISPENSED, kit.place()));
            kits.dispensings.add(new Dispensing("01-001", Dispensing.RANDOMIZATION, 1, first, Fakes.NOW));
        }

        @Test
        void givesTheSubjectsOwnTypeThoughOthersAreFaster() {
            kits.overtaken = 4;
            Dispensing second = dispense("D2", Optional.empty(), "k");
            assertThat(type(second.kit())).isEqualTo("KTM");
            assertThat(second.round()).isEqualTo(1);
        }

        @Test
        void isOutForThisSubjectBecauseTheOtherTypeIsGone() {
            for (int i = 0; i < 4; i++) {
                book("MDZ", KitAction.DAMAGE);
            }
            assertThat(refusal(run("D2", Optional.empty(), "k")).type()).isEqualTo(ProblemType.OUT_OF_KITS);
        }

        @Test
        void replacesThePresentKitAndNoOther() {
            Dispensing second = dispense("D2", Optional.empty(), "k");
            Dispensing third = dispense("D2", broken(second.kit()), "l");
            assertThat(third.round()).isEqualTo(2);
            assertThat(type(third.kit())).isEqualTo("KTM");
            assertThat(kits.kits.get(second.kit()).state()).isEqualTo(KitState.LOST);
            assertThat(refusal(run("D2", broken(second.kit()), "m")).type()).isEqualTo(ProblemType.STATE_CONFLICT);
        }

        @Test
        void replacesAKitWhoseLossThePharmacistBookedBefore() {
            Dispensing second = dispense("D2", Optional.empty(), "k");
            SealedKit kit = kits.kits.get(second.kit());
            kits.kits.put(kit.number(), new SealedKit(kit.number(), kit.content(), KitState.DAMAGED, kit.place()));
            assertThat(dispense("D2", broken(kit.number()), "l").round()).isEqualTo(2);
            assertThat(kits.kits.get(kit.number()).state()).isEqualTo(KitState.DAMAGED);
        }

        @Test
        void answersARetryTheSameAndAnotherKeyWithWhatThereIs() {
            Dispensing second = dispense("D2", Optional.empty(), "k");
            assertThat(dispense("D2", Optional.empty(), "k")).isEqualTo(second);
            Refusal refusal = refusal(run("D2", Optional.empty(), "l"));
            assertThat(refusal.members()).containsEntry("dispensing", second);
        }

        private Optional<Replacement> broken(String kit) {
            return Optional.of(new Replacement(kit, KitAction.LOSE, "It was left in a train"));
        }

        private Dispensing dispense(String dose, Optional<Replacement> replacement, String key) {
            return run(dose, replacement, key).await().indefinitely();
        }

        private Uni<Dispensing> run(String dose, Optional<Replacement> replacement, String key) {
            return dispense.dispense(
                    new DispenseKit.Command(STUDY, "01-001", dose, SITE_01, replacement, new UniqueRequest(key, dose)),
                    Fakes.PERSON);
        }
    }

    @Nested
    class Counting {

        private final ReadStock stock = new ReadStock(kits, supplies, Fakes.CLOCK);

        @Test
        void givesBlindedPeopleOneNumberAndOthersOneAType() {
            supply(3, 2);
            assertThat(stock.atSite(STUDY, "01").await().indefinitely()).isEqualTo(new ReadStock.SiteStock("01", 2));
            assertThat(stock.byType(STUDY, SITE_01).await().indefinitely())
                    .extracting(row -> row.place() + " " + row.type() + " " + row.usable() + " " + row.firstExpiry())
                    .containsExactly("site/01 KTM 3 2027-01-31", "site/01 MDZ 2 2027-01-31");
        }

        @Test
        void countsWhatIsUnderwayBeforeItSuggestsMore() {
            supply(1, 1);
            register(5, 5, "more");
            request(5, 5, "01").await().indefinitely();
            assertThat(stock.resupply(STUDY, SITE_01, new ResupplyRule(3, 6))
                            .await()
                            .indefinitely())
                    .isEmpty();
            assertThat(stock.resupply(STUDY, SITE_01, new ResupplyRule(7, 9))
                            .await()
                            .indefinitely())
                    .extracting(ReadStock.Suggestion::contents)
                    .containsExactly(Map.of("KTM", 3, "MDZ", 3));
        }
    }

    private void supply(int ketamine, int midazolam) {
        register(ketamine, midazolam, "registration");
        Shipment shipment = request(ketamine, midazolam, "01").await().indefinitely();
        MoveShipment move = new MoveShipment(kits, kits, Fakes.CLOCK);
        move.send(command(shipment, "send"), Fakes.PERSON).await().indefinitely();
        Map<String, String> conditions = new HashMap<>();
        shipment.kits().forEach(kit -> conditions.put(kit, "intact"));
        move.receive(command(shipment, "receive"), conditions, Fakes.PERSON)
                .await()
                .indefinitely();
    }

    private static MoveShipment.Command command(Shipment shipment, String key) {
        return new MoveShipment.Command(STUDY, shipment.shipment(), SITE_01, new UniqueRequest(key, "f"));
    }

    private RegisterKits.Registered register(int ketamine, int midazolam, String key) {
        List<KitBatch> batches =
                List.of(new KitBatch("KTM", "L-1", LATER, ketamine), new KitBatch("MDZ", "L-2", LATER, midazolam));
        return new RegisterKits(kits, kits, supplies, Fakes.CLOCK)
                .register(
                        new RegisterKits.Command(STUDY, "central", batches, new UniqueRequest(key, "f")), Fakes.PERSON)
                .await()
                .indefinitely();
    }

    private Uni<Shipment> request(int ketamine, int midazolam, String site) {
        RequestShipment.Command command = new RequestShipment.Command(
                STUDY,
                "central",
                site,
                Map.of("KTM", ketamine, "MDZ", midazolam),
                SITE_01,
                new UniqueRequest("request " + ketamine, "f"));
        return Uni.createFrom()
                .deferred(() ->
                        new RequestShipment(kits, kits, supplies, secrets, Fakes.CLOCK).request(command, Fakes.PERSON));
    }

    /** Books an action for the first free kit of a type. */
    private void book(String type, KitAction action) {
        String kit = ofType(type);
        new AccountForKit(kits, kits, Fakes.CLOCK)
                .book(
                        new AccountForKit.Command(
                                STUDY, kit, action, "a reason", SITE_01, new UniqueRequest("book " + kit, "f")),
                        Fakes.PERSON)
                .await()
                .indefinitely();
    }

    private String ofType(String type) {
        return kits.kits.values().stream()
                .filter(kit ->
                        kit.state() == KitState.AVAILABLE && type(kit.number()).equals(type))
                .findFirst()
                .orElseThrow()
                .number();
    }

    private String type(String kit) {
        KitSealing sealing = new KitSealing(new Fakes.OpenKeys().cipher(STUDY, "key of " + STUDY), STUDY);
        return sealing.open(kits.kits.get(kit)).content().type();
    }

    private long at(String site, KitState state) {
        return kits.kits.values().stream()
                .filter(kit -> kit.place().equals(KitPlace.site(site)) && kit.state() == state)
                .count();
    }

    private static Refusal refusal(Uni<?> work) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> work.await().indefinitely())
                .actual();
    }
}
