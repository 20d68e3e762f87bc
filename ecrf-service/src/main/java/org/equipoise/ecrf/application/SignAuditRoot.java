package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootDraft;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.jboss.logging.Logger;

/** Signs what all hash chains of a study have come to, and publishes it outside the database. */
@ApplicationScoped
public class SignAuditRoot {
    private static final Logger LOG = Logger.getLogger(SignAuditRoot.class);
    private static final int ATTEMPTS = 5;
    private static final int BATCH = 100;
    private static final int SALT_BYTES = 32;

    private final AuditTrail trail;
    private final AuditRoots roots;
    private final RootSigner signer;
    private final RootPublication publication;
    private final RandomGenerator random;
    private final Clock clock;

    public SignAuditRoot(
            AuditTrail trail,
            AuditRoots roots,
            RootSigner signer,
            RootPublication publication,
            RandomGenerator random,
            Clock clock) {
        this.trail = trail;
        this.roots = roots;
        this.signer = signer;
        this.publication = publication;
        this.random = random;
        this.clock = clock;
    }

    public boolean isReady() {
        return signer.isReady();
    }

    /** Makes a root, whether anything happened or not, so that the making of a root tells nothing. */
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
            AuditRoots.NewRoot made = next(study, requestKey);
            if (roots.append(made)) {
                publish(study);
                return made.root();
            }
            Optional<AuditRoot> asked = requestKey.flatMap(key -> roots.askedFor(study, key));
            if (asked.isPresent()) {
                return asked.get();
            }
        }
        throw new IllegalStateException("Others were always faster to sign a root of " + study);
    }

    private AuditRoots.NewRoot next(String study, Optional<String> requestKey) {
        Optional<AuditRoot> last = roots.last(study);
        AuditTrail.Heads heads = trail.heads(study);
        RootDraft draft = new RootDraft(
                heads.open(),
                heads.hidden(),
                moved(study, heads),
                last.map(AuditRoot::seq).orElse(0L),
                last.map(AuditRoot::hash).orElse(""));
        byte[] bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        String salt = HexFormat.of().formatHex(bytes);
        AuditRoot unsigned = draft.unsigned(study, salt, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        AuditRoot root = unsigned.signed(signer.sign(AuditRoot.signedBytes(unsigned.expectedHash())));
        return new AuditRoots.NewRoot(root, new Seal(root.seq(), salt, draft.movedHidden()), requestKey);
    }

    private Set<String> moved(String study, AuditTrail.Heads heads) {
        Map<String, Long> anchored = roots.anchored(study);
        Set<String> moved = new HashSet<>();
        for (List<ChainHead> some : List.of(heads.open(), heads.hidden())) {
            some.stream()
                    .filter(head -> head.seq() > anchored.getOrDefault(head.stream(), 0L))
                    .forEach(head -> moved.add(head.stream()));
        }
        return moved;
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
