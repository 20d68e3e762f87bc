package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Port to the audit entries. */
public interface AuditTrail {

    /** Entries of all streams of a study, oldest first, after the one with the given number. */
    Uni<List<AuditEntry>> page(String study, long after, int limit);
}
