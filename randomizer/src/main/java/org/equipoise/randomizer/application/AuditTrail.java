package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Port to the audit entries. */
public interface AuditTrail {

    /**
     * Entries of all streams of a study but those of kits, after the one with the given number. Numbers are given when an
     * entry is first read and have no gaps, so that nobody sees how many hidden entries there are; a late entry gets a later
     * one, so that whoever goes on from a number misses none. Which kits
     * came and went together is not for blinded people.
     */
    Uni<List<AuditEntry>> page(String study, long after, int limit);
}
