package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.randomizer.domain.allocation.FactorTotals;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.Numbering;

/**
 * Allocates where the method looks at earlier subjects: it reads the totals, makes the entry, and stores it together with the
 * totals after it in one statement, which refuses if anybody was faster. Then it begins again.
 */
@ApplicationScoped
public class AllocateAdaptively {

    private final AdaptiveStore allocations;
    private final AdaptiveLists lists;

    public AllocateAdaptively(PlanStore plans, AdaptiveStore allocations, StudyKeys keys) {
        this.allocations = allocations;
        this.lists = new AdaptiveLists(plans, allocations, keys);
    }

    Uni<AllocationOutcome> allocate(AllocationRequest request) {
        return rounds(
                        request,
                        Numbering.LIVE,
                        entry -> allocations.allocate(request, entry).map(Optional::of))
                .map(Optional::orElseThrow);
    }

    /** From a test list; empty once the study is live. */
    Uni<Optional<AllocationOutcome>> allocateTest(AllocationRequest request) {
        return rounds(request, Numbering.TEST, entry -> allocations.allocateTest(request, entry));
    }

    private Uni<Optional<AllocationOutcome>> rounds(
            AllocationRequest request,
            Numbering numbering,
            Function<SealedEntry, Uni<Optional<AllocationOutcome>>> store) {
        return lists.change(
                request.study(),
                request.list(),
                state -> store.apply(entry(state, numbering, request))
                        .map(outcome -> outcome.filter(AllocationOutcome.Superseded.class::isInstance)
                                        .isPresent()
                                ? Optional.empty()
                                : Optional.of(outcome)));
    }

    private static SealedEntry entry(AdaptiveLists.State state, Numbering numbering, AllocationRequest request) {
        AdaptiveList list = state.list(request.list(), numbering);
        SealedTotals sealed = state.sealed();
        FactorTotals none = list.begin();
        FactorTotals totals = sealed.totals()
                .map(bytes -> none.read(state.sealing().openTotals(request.list(), sealed.version(), bytes)))
                .orElse(none);
        AdaptiveList.Next next = list.next(totals, sealed.version() + 1, request.stratum());
        return SealedEntry.seal(request.list(), sealed, next, state.sealing());
    }
}
