package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.equipoise.platform.audit.GrowingRoot;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.jboss.logging.Logger;

/** Signs what all hash chains of a study have come to, and publishes it outside the database. */
@ApplicationScoped
public class SignAuditRoot {
    private static final Logger LOG = Logger.getLogger(SignAuditRoot.class);
    private static final int ATTEMPTS = 5;
    private static final int BATCH = 10;

    private final AuditTrail trail;
    private final AuditRoots roots;
    private final RootSigner signer;
    private final RootPublication publication;
    private final RandomGenerator random;
    private final Clock clock;
    private final int mostHeads;

    public SignAuditRoot(
            AuditTrail trail,
            AuditRoots roots,
            RootSigner signer,
            RootPublication publication,
            RandomGenerator random,
            Clock clock,
            @ConfigProperty(name = "equipoise.audit.heads-per-root", defaultValue = "10000") int mostHeads) {
        this.trail = trail;
        this.roots = roots;
        this.signer = signer;
        this.publication = publication;
        this.random = random;
        this.clock = clock;
        this.mostHeads = mostHeads;
    }

    public boolean isReady() {
        return signer.isReady();
    }

    /** Makes a root, or several for a backlog, whether anything happened or not, so that it tells nothing of hidden chains. */
    public AuditRoot sign(String study) {
        return sign(study, Optional.empty());
    }

    /** Makes a root because somebody asks; the same key again gives the same root. */
    public AuditRoot sign(String study, String requestKey) {
        if (!signer.isReady()) {
            throw noKey();
        }
        return roots.askedFor(study, requestKey).orElseGet(() -> sign(study, Optional.of(requestKey)));
    }

    static Refusal noKey() {
        return Refusal.of(ProblemType.STATE_CONFLICT, "This service has no key to sign roots with.")
                .fix("Have the operator set EQUIPOISE_SIGNING_KEY_FILE.");
    }

    private AuditRoot sign(String study, Optional<String> requestKey) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<AuditRoot> last = series(study, requestKey);
            if (last.isPresent()) {
                publish(study);
                return last.get();
            }
            Optional<AuditRoot> asked = requestKey.flatMap(key -> roots.askedFor(study, key));
            if (asked.isPresent()) {
                return asked.get();
            }
        }
        throw new IllegalStateException("Others were always faster to sign a root of " + study);
    }

    /** As many roots as the backlog needs, the last of which is the one that was asked for; empty if others were faster. */
    private Optional<AuditRoot> series(String study, Optional<String> requestKey) {
        Optional<AuditRoot> last = roots.last(study);
        RootBacklog backlog;
        do {
            backlog = new RootBacklog(roots, study, mostHeads);
            trail.heads(study, backlog);
            AuditRoots.NewRoot made = signed(study, last, backlog, backlog.isWaiting() ? Optional.empty() : requestKey);
            if (!roots.append(made)) {
                return Optional.empty();
            }
            last = Optional.of(made.root());
        } while (backlog.isWaiting());
        return last;
    }

    private AuditRoots.NewRoot signed(
            String study, Optional<AuditRoot> last, RootBacklog backlog, Optional<String> requestKey) {
        GrowingRoot growing = growing(study, backlog);
        boolean isTouched = last.isPresent() && !continues(growing, last.get());
        if (isTouched) {
            roots.nameAgain(study);
            growing = growing(study, backlog);
        }
        String salt = Salt.from(random);
        AuditRoot unsigned = growing.unsigned(study, salt, clock.instant().truncatedTo(ChronoUnit.MILLIS), last);
        AuditRoot root = unsigned.signedNameless(signer.sign(AuditRoot.signedBytes(unsigned.namelessHash())));
        return new AuditRoots.NewRoot(root, new Seal(root.seq(), salt, growing.movedHidden()), requestKey);
    }

    private boolean continues(GrowingRoot growing, AuditRoot last) {
        return roots.salt(last.study(), last.seq())
                .filter(salt -> growing.continues(last, salt))
                .isPresent();
    }

    private GrowingRoot growing(String study, RootBacklog backlog) {
        GrowingRoot growing = new GrowingRoot(backlog.open(), backlog.hidden());
        roots.named(study, false, growing::named);
        roots.named(study, true, growing::namedHidden);
        return growing;
    }

    /** Publishes what is not published yet. If that fails, the next root publishes it too. */
    private void publish(String study) {
        try {
            List<AuditRoot> page = roots.page(study, publication.last(study), BATCH);
            while (!page.isEmpty()) {
                publication.publish(study, page);
                page = roots.page(study, publication.last(study), BATCH);
            }
        } catch (IOException failure) {
            LOG.errorf("Audit roots of %s are signed but not published (%s)", study, failure.getMessage());
        }
    }
}
