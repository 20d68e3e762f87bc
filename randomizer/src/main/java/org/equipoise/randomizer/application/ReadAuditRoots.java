package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Monitors and data managers fetch the signed roots and the keys that verify them. */
@ApplicationScoped
public class ReadAuditRoots {

    private final AuditRoots roots;
    private final RootSigner signer;

    public ReadAuditRoots(AuditRoots roots, RootSigner signer) {
        this.roots = roots;
        this.signer = signer;
    }

    /** Roots in their order. */
    public Uni<Page<AuditRoot>> page(String study, long after, int limit) {
        return roots.page(study, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.seq())));
    }

    /** From the last root backwards; those before the given number if it is not 0. */
    public Uni<Page<AuditRoot>> newest(String study, long before, int limit) {
        return roots.pageBack(study, before == 0 ? Long.MAX_VALUE : before, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.seq())));
    }

    /**
     * The public keys.
     *
     * @throws Refusal {@code state-conflict} if the service has no signing key
     */
    public RootKeys keys() {
        if (!signer.isReady()) {
            throw Refusal.of(ProblemType.STATE_CONFLICT, "This service has no key to sign roots with.")
                    .fix("Have the operator set EQUIPOISE_SIGNING_KEY_FILE.");
        }
        return signer.publicKeys();
    }
}
