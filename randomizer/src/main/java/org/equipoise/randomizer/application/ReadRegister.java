package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Unblinded people look up who has read arms. */
@ApplicationScoped
public class ReadRegister {

    private final UnblindingStore unblinding;

    public ReadRegister(UnblindingStore unblinding) {
        this.unblinding = unblinding;
    }

    /** Register entries, oldest first. */
    public Uni<Page<RegisterEntry>> page(String study, long after, int limit) {
        return unblinding
                .register(study, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.id())));
    }
}
