package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Monitors and data managers read what was done, without arms. */
@ApplicationScoped
public class ReadAudit {

    private final AuditTrail trail;

    public ReadAudit(AuditTrail trail) {
        this.trail = trail;
    }

    /** Audit entries, oldest first. */
    public Uni<Page<AuditEntry>> page(String study, long after, int limit) {
        return trail.page(study, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.id())));
    }
}
