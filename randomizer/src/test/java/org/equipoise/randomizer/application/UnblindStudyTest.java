package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.Plans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnblindStudyTest {

    private static final String STUDY = "KET-TRD-01";
    private static final Actor SECOND = Fakes.through("gateway");

    private final FakePlans plans = new FakePlans();
    private final FakeNotices post = new FakeNotices();
    private final Store store = new Store();
    private Optional<Instant> lockedAt = Optional.of(Fakes.NOW.minusSeconds(86_400));
    private final Notifying notifying =
            new Notifying(study -> List.of("a@trial.test"), new DeliverNotices(post, post, Fakes.CLOCK));
    private final UnblindStudy unblind =
            new UnblindStudy(store, plans, new Lock(), new Fakes.KnownSecrets(), notifying, Fakes.CLOCK);
    private final ReadUnblindedStudy read =
            new ReadUnblindedStudy(store, new StudySecrets(plans, new Fakes.OpenKeys()), Fakes.CLOCK);

    @BeforeEach
    void anActiveList() {
        new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK)
                .publish(Plans.KET_TRD_01, Fakes.PERSON)
                .await()
                .indefinitely();
        new ActivatePlan(plans, new Fakes.OpenKeys(), new Fakes.KnownSecrets(), Fakes.CLOCK)
                .activate(new SealedPlan.Key(STUDY, "1"), new UniqueRequest("a", "a"), Fakes.PERSON)
                .await()
                .indefinitely();
    }

    @Test
    void takesTwoPersons() {
        StudyUnblinding requested = request(Fakes.PERSON, Optional.of(Fakes.NOW));
        assertThat(requested.status()).isEqualTo("requested");
        refused(() -> approve(requested.unblinding(), Fakes.PERSON), ProblemType.STATE_CONFLICT);
        assertThat(sealed).isEmpty();
        assertThat(approve(requested.unblinding(), SECOND).status()).isEqualTo("approved");
        assertThat(sealed).containsExactly(requested.dataLockedAt());
    }

    @Test
    void isNotApprovedOverDataThatWereOpenedAndLockedAgain() {
        StudyUnblinding requested = request(Fakes.PERSON, Optional.of(Fakes.NOW));
        lockedAt = Optional.of(Fakes.NOW.minusSeconds(60));
        refused(() -> approve(requested.unblinding(), SECOND), ProblemType.STATE_CONFLICT);
        assertThat(sealed).isEmpty();
    }

    @Test
    void waitsForTheDataLock() {
        lockedAt = Optional.empty();
        refused(() -> request(Fakes.PERSON, Optional.of(Fakes.NOW)), ProblemType.STATE_CONFLICT);
    }

    @Test
    void isNotApprovedOnceTheDataAreOpenAgain() {
        StudyUnblinding requested = request(Fakes.PERSON, Optional.of(Fakes.NOW));
        lockedAt = Optional.empty();
        refused(() -> approve(requested.unblinding(), SECOND), ProblemType.STATE_CONFLICT);
    }

    @Test
    void takesAFreshSignInOfBoth() {
        refused(() -> request(Fakes.PERSON, Optional.empty()), ProblemType.SIGN_IN_TOO_OLD);
        StudyUnblinding requested = request(Fakes.PERSON, Optional.of(Fakes.NOW));
        refused(
                () -> unblind.approve(
                                new UnblindStudy.Approval(
                                        STUDY,
                                        requested.unblinding(),
                                        Optional.of(Fakes.NOW.minusSeconds(61)),
                                        new UniqueRequest("b", "b")),
                                SECOND)
                        .await()
                        .indefinitely(),
                ProblemType.SIGN_IN_TOO_OLD);
    }

    @Test
    void knowsNoOtherRequest() {
        request(Fakes.PERSON, Optional.of(Fakes.NOW));
        refused(() -> approve("another", SECOND), ProblemType.NOT_FOUND);
    }

    @Test
    void nothingIsReadBeforeTheApproval() {
        refused(() -> read.list(STUDY, null, 10, SECOND).await().indefinitely(), ProblemType.STATE_CONFLICT);
        request(Fakes.PERSON, Optional.of(Fakes.NOW));
        refused(() -> read.allocations(STUDY, null, 10, SECOND).await().indefinitely(), ProblemType.STATE_CONFLICT);
        assertThat(store.readings).isZero();
    }

    @Test
    void afterwardsTheListIsReadPageByPage() {
        approve(request(Fakes.PERSON, Optional.of(Fakes.NOW)).unblinding(), SECOND);
        store.entries();
        var first = read.list(STUDY, null, 2, SECOND).await().indefinitely();
        assertThat(first.items())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.arm()).isIn("KTM", "MDZ"));
        assertThat(first.toString()).doesNotContain("KTM", "MDZ");
        var second = read.list(STUDY, first.next(), 2, SECOND).await().indefinitely();
        assertThat(second.items().get(0).position()).isEqualTo(3);
        assertThat(store.readings).isEqualTo(2);
        refused(() -> read.list(STUDY, "nonsense", 2, SECOND).await().indefinitely(), ProblemType.INVALID_VALUE);
    }

    private StudyUnblinding request(Actor actor, Optional<Instant> authenticatedAt) {
        return unblind.request(
                        new UnblindStudy.Request(STUDY, "Final analysis", authenticatedAt, new UniqueRequest("r", "r")),
                        actor)
                .await()
                .indefinitely();
    }

    private StudyUnblinding approve(String unblinding, Actor actor) {
        return unblind.approve(
                        new UnblindStudy.Approval(
                                STUDY, unblinding, Optional.of(Fakes.NOW), new UniqueRequest("p", "p")),
                        actor)
                .await()
                .indefinitely();
    }

    private static void refused(Runnable action, ProblemType type) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(action::run)
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private final List<Instant> sealed = new ArrayList<>();

    private final class Lock implements DataLock {

        @Override
        public Uni<Optional<Instant>> lockedAt(String study) {
            return Uni.createFrom().item(lockedAt);
        }

        @Override
        public Uni<Void> seal(String study, Instant at) {
            sealed.add(at);
            return Uni.createFrom().voidItem();
        }
    }

    private final class Store implements StudyUnblindingStore {

        private final List<SealedEntry> entries = new ArrayList<>();
        private NewRequest request;
        private Actor requester;
        private Actor approver;
        private int readings;

        void entries() {
            SealedList list = plans.lists.get(STUDY);
            for (int i = 0; i < 4; i++) {
                SealedList.Row row = list.rows().get(i);
                entries.add(new SealedEntry(
                        null,
                        null,
                        null,
                        row.randomizationNumber(),
                        row.kit(),
                        row.leaf(),
                        new SealedArm(
                                null,
                                list.id(),
                                row.stratum(),
                                row.position(),
                                list.arms().get(i))));
            }
        }

        @Override
        public Uni<Outcome> request(NewRequest newRequest, Actor actor) {
            request = newRequest;
            requester = actor;
            return Uni.createFrom().item(Outcome.DONE);
        }

        @Override
        public Uni<Outcome> approve(NewApproval approval, Actor actor) {
            if (requester.id().equals(actor.id())) {
                return Uni.createFrom().item(Outcome.SAME_PERSON);
            }
            approver = actor;
            return Uni.createFrom().item(Outcome.DONE);
        }

        @Override
        public Uni<Optional<StudyUnblinding>> find(String study) {
            return Uni.createFrom()
                    .item(Optional.ofNullable(request)
                            .map(found -> new StudyUnblinding(
                                    found.unblinding(),
                                    study,
                                    approver == null ? StudyUnblinding.REQUESTED : StudyUnblinding.APPROVED,
                                    found.reason(),
                                    found.at(),
                                    requester.id(),
                                    requester.name(),
                                    found.dataLockedAt(),
                                    approver == null ? null : found.at(),
                                    approver == null ? null : approver.id(),
                                    approver == null ? null : approver.name())));
        }

        @Override
        public Uni<List<SealedEntry>> allocations(String study, String after, int limit, Instant at, Actor actor) {
            readings++;
            return Uni.createFrom().item(entries);
        }

        @Override
        public Uni<List<SealedEntry>> list(String study, String list, Place after, int limit, Instant at, Actor actor) {
            readings++;
            return Uni.createFrom()
                    .item(entries.stream()
                            .filter(entry -> entry.arm().position() > after.position())
                            .limit(limit)
                            .toList());
        }
    }
}
