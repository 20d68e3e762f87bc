package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.audit.RootSigner;

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

    /** From the last root backwards; those before the given number if it is not 0. */
    public PageOf<AuditRoot> newest(String study, long before, int limit) {
        requireStudy(study);
        long from = before == 0 ? Long.MAX_VALUE : before;
        return PageOf.cut(roots.pageBack(study, from, limit + 1), limit, root -> String.valueOf(root.seq()));
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
