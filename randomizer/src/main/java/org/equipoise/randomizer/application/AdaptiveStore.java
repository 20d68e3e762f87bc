package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Port to the allocations of methods that look at earlier subjects before they draw. */
public interface AdaptiveStore {

    /** What the next allocation is made from; empty unless this is the study's live list and of that kind. */
    Uni<Optional<SealedTotals>> totals(String study, String list);

    /**
     * Adds the entry and allocates it to the subject, once and in one statement, if the totals still have the version from
     * which it was made; {@link AllocationOutcome.Superseded} otherwise.
     */
    Uni<AllocationOutcome> allocate(AllocationRequest request, SealedEntry entry);
}
