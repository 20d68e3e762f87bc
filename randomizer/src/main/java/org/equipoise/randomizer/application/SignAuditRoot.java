package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.RootDraft;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.AuditRoots.Heads;
import org.equipoise.randomizer.application.AuditRoots.NewRoot;
import org.jboss.logging.Logger;

/**
 * Signs what all hash chains of a study have come to, and publishes it outside the database: at short intervals whether
 * anything happened or not, so that the making of a root tells nothing, and when somebody asks.
 */
@ApplicationScoped
public class SignAuditRoot {

    private static final Logger LOG = Logger.getLogger(SignAuditRoot.class);
    private static final int ATTEMPTS = 5;
    private static final int BATCH = 100;

    private final AuditRoots roots;
    private final RootSigner signer;
    private final RootPublication publication;
    private final SecretSource secrets;
    private final Clock clock;

    public SignAuditRoot(
            AuditRoots roots, RootSigner signer, RootPublication publication, SecretSource secrets, Clock clock) {
        this.roots = roots;
        this.signer = signer;
        this.publication = publication;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Makes a root of every study. What fails for one study is tried again at the next interval. */
    public Uni<Void> signAll() {
        if (!signer.isReady()) {
            LOG.warn("No audit root is signed: EQUIPOISE_SIGNING_KEY_FILE names no signing key");
            return Uni.createFrom().voidItem();
        }
        return roots.studies()
                .flatMap(studies -> Multi.createFrom()
                        .iterable(studies)
                        .onItem()
                        .transformToUniAndConcatenate(this::signOrComplain)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Void> signOrComplain(String study) {
        return sign(study, Optional.empty(), 1).replaceWithVoid().onFailure().recoverWithUni(failure -> {
            LOG.warnf("No audit root of %s (%s)", study, failure.getMessage());
            return Uni.createFrom().voidItem();
        });
    }

    /**
     * Makes a root because somebody asks; the same request again gives the same root.
     *
     * @throws Refusal {@code state-conflict} without a signing key; {@code key-reused}
     */
    public Uni<AuditRoot> sign(String study, UniqueRequest request) {
        if (!signer.isReady()) {
            throw Refusal.of(ProblemType.STATE_CONFLICT, "This service has no key to sign roots with.")
                    .fix("Have the operator set EQUIPOISE_SIGNING_KEY_FILE.");
        }
        return Uncancelled.run(signOrReplay(study, request, 1));
    }

    private Uni<AuditRoot> signOrReplay(String study, UniqueRequest request, int number) {
        return roots.asked(study, request.key())
                .flatMap(asked -> asked.isPresent()
                        ? replay(study, request, asked.get())
                        : sign(study, Optional.of(request), number));
    }

    private Uni<AuditRoot> replay(String study, UniqueRequest request, AuditRoots.Asked asked) {
        if (!asked.fingerprint().equals(request.fingerprint())) {
            throw Refusals.keyReused();
        }
        return roots.page(study, asked.root() - 1, 1).map(found -> found.get(0));
    }

    private Uni<AuditRoot> sign(String study, Optional<UniqueRequest> request, int number) {
        return roots.heads(study)
                .map(heads -> newRoot(study, heads, request))
                .flatMap(made -> roots.append(made)
                        .flatMap(first -> first
                                ? publish(study).replaceWith(made.root())
                                : signAgain(study, request, number + 1)));
    }

    /** Somebody was faster, perhaps with the very same request. */
    private Uni<AuditRoot> signAgain(String study, Optional<UniqueRequest> request, int number) {
        if (number > ATTEMPTS) {
            return Uni.createFrom().failure(new IllegalStateException("others were always faster"));
        }
        return request.map(asked -> signOrReplay(study, asked, number)).orElseGet(() -> sign(study, request, number));
    }

    private NewRoot newRoot(String study, Heads heads, Optional<UniqueRequest> request) {
        String salt = secrets.identifier() + secrets.identifier();
        RootDraft draft =
                new RootDraft(heads.heads(), heads.hidden(), heads.moved(), heads.lastRoot(), heads.lastHash());
        AuditRoot unsigned = draft.unsigned(study, salt, Times.now(clock));
        AuditRoot root = unsigned.signed(signer.sign(AuditRoot.signedBytes(unsigned.expectedHash())));
        return new NewRoot(root, salt, draft.movedHidden(), request);
    }

    /** Publishes what is not published yet. If that fails, the next root publishes it too. */
    private Uni<Void> publish(String study) {
        return publication
                .last(study)
                .flatMap(last -> publishAfter(study, last))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.errorf("Audit roots of %s are signed but not published (%s)", study, failure.getMessage());
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> publishAfter(String study, long last) {
        return roots.page(study, last, BATCH).flatMap(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            long next = page.get(page.size() - 1).seq();
            return publication
                    .publish(study, page)
                    .flatMap(done -> page.size() < BATCH ? Uni.createFrom().voidItem() : publishAfter(study, next));
        });
    }
}
