package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.RecentSignIn;
import org.equipoise.randomizer.application.StudyUnblindingStore.NewApproval;
import org.equipoise.randomizer.application.StudyUnblindingStore.NewRequest;
import org.equipoise.randomizer.application.StudyUnblindingStore.Outcome;
import org.jboss.logging.Logger;

/** Two persons unblind a study whose data are locked: one asks, another agrees, and each has just signed in. */
@ApplicationScoped
public class UnblindStudy {

    private static final Logger LOG = Logger.getLogger(UnblindStudy.class);

    private final StudyUnblindingStore unblindings;
    private final PlanStore plans;
    private final DataLock lock;
    private final SecretSource identifiers;
    private final Notifying notifying;
    private final Clock clock;

    public UnblindStudy(
            StudyUnblindingStore unblindings,
            PlanStore plans,
            DataLock lock,
            SecretSource identifiers,
            Notifying notifying,
            Clock clock) {
        this.unblindings = unblindings;
        this.plans = plans;
        this.lock = lock;
        this.identifiers = identifiers;
        this.notifying = notifying;
        this.clock = clock;
    }

    /** The first person's request. */
    public record Request(String study, String reason, Optional<Instant> authenticatedAt, UniqueRequest request) {}

    /** The second person's approval. */
    public record Approval(String study, String unblinding, Optional<Instant> authenticatedAt, UniqueRequest request) {}

    /**
     * Asks for the unblinding.
     *
     * @throws Refusal {@code sign-in-too-old}; {@code state-conflict} if the data are not locked, or it was asked for
     *     before; {@code plan-not-active}; {@code key-reused}; {@code neighbour-unavailable}
     */
    public Uni<StudyUnblinding> request(Request request, Actor actor) {
        RecentSignIn.require(request.authenticatedAt(), clock.instant());
        return Uncancelled.run(plans.active(request.study())
                .map(active -> active.orElseThrow(() -> Refusals.noActivePlan(request.study())))
                .flatMap(active -> locked(request.study()))
                .flatMap(lockedAt -> unblindings.request(
                        new NewRequest(
                                request.study(),
                                identifiers.identifier(),
                                request.reason(),
                                lockedAt,
                                request.request(),
                                Times.now(clock)),
                        actor))
                .invoke(UnblindStudy::requireDone)
                .flatMap(outcome -> read(request.study())));
    }

    /**
     * Agrees to the unblinding, after the lock of the data was made final.
     *
     * @throws Refusal {@code sign-in-too-old}; {@code not-found}; {@code state-conflict} if the caller asked for it, the
     *     data are not locked since the same instant, or the study is unblinded; {@code key-reused}; {@code neighbour-unavailable}
     */
    public Uni<StudyUnblinding> approve(Approval approval, Actor actor) {
        RecentSignIn.require(approval.authenticatedAt(), clock.instant());
        return Uncancelled.run(read(approval.study())
                .invoke(found -> {
                    if (!found.unblinding().equals(approval.unblinding())) {
                        throw Refusal.notFound();
                    }
                })
                .invoke(found -> requireOther(found, actor))
                .flatMap(found -> locked(approval.study()).invoke(lockedAt -> requireSameLock(found, lockedAt)))
                .flatMap(lockedAt -> lock.seal(approval.study(), lockedAt))
                .flatMap(done -> unblindings.approve(
                        new NewApproval(
                                approval.study(),
                                approval.unblinding(),
                                notifying.recipients().of(approval.study()),
                                approval.request(),
                                Times.now(clock)),
                        actor))
                .invoke(UnblindStudy::requireDone)
                .invoke(outcome -> {
                    LOG.infof("Study %s is unblinded as planned (%s)", approval.study(), approval.unblinding());
                    notifying.notices().soon();
                })
                .flatMap(outcome -> read(approval.study())));
    }

    /**
     * The state of the study's unblinding.
     *
     * @throws Refusal {@code not-found} if nobody asked for it
     */
    public Uni<StudyUnblinding> read(String study) {
        return unblindings.find(study).map(found -> found.orElseThrow(Refusal::notFound));
    }

    private Uni<Instant> locked(String study) {
        return lock.lockedAt(study)
                .map(found -> found.orElseThrow(() -> Refusal.of(
                                ProblemType.STATE_CONFLICT,
                                "The data of " + study + " are not locked, as far as the eCRF service can say.")
                        .fix("Have the study's data locked first; then ask again.")));
    }

    private static void requireOther(StudyUnblinding found, Actor actor) {
        if (found.requestedBy().equals(actor.id())) {
            requireDone(Outcome.SAME_PERSON);
        }
    }

    /** The second person agrees to what the first one asked for: the arms over exactly these data. */
    private static void requireSameLock(StudyUnblinding found, Instant lockedAt) {
        if (!lockedAt.equals(found.dataLockedAt())) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "The unblinding was asked for over the data locked at " + found.dataLockedAt()
                                    + "; since then they were opened, and locked again at " + lockedAt + ".")
                    .fix("Ask for the unblinding anew, over the present lock.");
        }
    }

    private static void requireDone(Outcome outcome) {
        switch (outcome) {
            case DONE, REPLAYED -> {}
            case KEY_REUSED -> throw Refusals.keyReused();
            case SAME_PERSON ->
                throw Refusal.of(ProblemType.STATE_CONFLICT, "You asked for the unblinding; it takes a second person.")
                        .fix("Ask somebody else with this permission to approve it.");
            case ALREADY_REQUESTED ->
                throw Refusal.of(ProblemType.STATE_CONFLICT, "The unblinding of this study was asked for already.")
                        .fix("Have a second person approve that request.");
            case ALREADY_UNBLINDED ->
                throw Refusal.of(ProblemType.STATE_CONFLICT, "This study is unblinded already.")
                        .fix("Read the allocations; there is nothing left to do.");
        }
    }
}
