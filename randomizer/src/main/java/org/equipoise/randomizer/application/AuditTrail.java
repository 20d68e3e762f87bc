package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Port to the audit entries. */
public interface AuditTrail {

    /**
     * Entries of all streams of a study but those of kits, oldest first, after the one with the given number. Which kits
     * came and went together is not for blinded people.
     */
    Uni<List<AuditEntry>> page(String study, long after, int limit);
}
