package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Port to the lists of methods that look at earlier subjects before they draw. */
public interface AdaptiveStore {

    /** What the next allocation is made from; empty unless this is a list of the study and of that kind. */
    Uni<Optional<SealedTotals>> totals(String study, String list);

    /**
     * Adds the entry and allocates it to the subject, once and in one statement, if part and totals still are those from
     * which it was made; {@link AllocationOutcome.Superseded} otherwise.
     */
    Uni<AllocationOutcome> allocate(AllocationRequest request, SealedEntry entry);

    /**
     * As {@link #allocate(AllocationRequest, SealedEntry)} where kits are managed, with the proposed kit in the same
     * statement; {@link AllocationOutcome.OutOfKits} without one, {@link AllocationOutcome.Stale} if the site's shelf is
     * another one by now.
     */
    Uni<AllocationOutcome> allocate(AllocationRequest request, SealedEntry entry, Optional<KitProposal> proposal);

    /** As {@link #allocate(AllocationRequest, SealedEntry)}, from a test list and apart from all that is real; empty once the study is live. */
    Uni<Optional<AllocationOutcome>> allocateTest(AllocationRequest request, SealedEntry entry);

    /**
     * Puts an amended plan into force; {@link ListExtension.Superseded} if the totals have another version than the one that
     * it was made for.
     */
    Uni<ListExtension> extend(SealedAmendment amendment, UniqueRequest request, Instant at, Actor actor);
}
