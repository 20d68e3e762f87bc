package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.RootKeys;

/** Monitors and data managers fetch the signed roots and the keys that verify them. */
@ApplicationScoped
public class ReadAuditRoots {
    private final Studies studies;
    private final AuditRoots roots;
    private final RootSigner signer;

    public ReadAuditRoots(Studies studies, AuditRoots roots, RootSigner signer) {
        this.studies = studies;
        this.roots = roots;
        this.signer = signer;
    }

    public PageOf<AuditRoot> page(String study, long after, int limit) {
        requireStudy(study);
        return PageOf.cut(roots.page(study, after, limit + 1), limit, root -> String.valueOf(root.seq()));
    }

    public void requireStudy(String study) {
        studies.current(study);
    }

    public RootKeys keys() {
        if (!signer.isReady()) {
            throw SignAuditRoot.noKey();
        }
        return signer.publicKeys();
    }
}
