package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Monitors and data managers read what was done, without arms. */
@ApplicationScoped
public class ReadAudit {

    private static final int PART = 200;

    private final AuditTrail trail;

    public ReadAudit(AuditTrail trail) {
        this.trail = trail;
    }

    /** All audit entries, oldest first, fetched part by part while they are read. */
    public Multi<AuditEntry> all(String study) {
        return Multi.createBy()
                .repeating()
                .uni(
                        AtomicLong::new,
                        last -> trail.page(study, last.get(), PART)
                                .invoke(part -> last.set(
                                        part.isEmpty()
                                                ? last.get()
                                                : part.get(part.size() - 1).id())))
                .until(List::isEmpty)
                .onItem()
                .disjoint();
    }

    /** Audit entries, oldest first. */
    public Uni<Page<AuditEntry>> page(String study, long after, int limit) {
        return trail.page(study, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.id())));
    }
}
