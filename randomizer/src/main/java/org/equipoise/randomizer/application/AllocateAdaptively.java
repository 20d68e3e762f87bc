package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.randomizer.domain.allocation.FactorTotals;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.Numbering;
import org.equipoise.randomizer.domain.plan.KitSource;

/**
 * Allocates where the method looks at earlier subjects: it reads the totals, makes the entry, and stores it together with the
 * totals after it in one statement, which refuses if anybody was faster. Then it begins again. Where kits are managed, the
 * entry's arm decides which kit is proposed, and the same statement hands it out.
 */
@ApplicationScoped
public class AllocateAdaptively {

    /** For all rounds together. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AdaptiveStore allocations;
    private final AdaptiveLists lists;
    private final KitShelf shelf;
    private final KitSupplies supplies;

    public AllocateAdaptively(
            PlanStore plans, AdaptiveStore allocations, StudyKeys keys, KitShelf shelf, KitSupplies supplies) {
        this.allocations = allocations;
        this.shelf = shelf;
        this.supplies = supplies;
        this.lists = new AdaptiveLists(plans, allocations, keys);
    }

    Uni<AllocationOutcome> allocate(ActiveList active, AllocationRequest request) {
        KitSource source = active.terms().kits();
        Function<SealedEntry, Uni<AllocationOutcome>> store = source instanceof KitSource.Managed
                ? entry -> withKit(active, request, entry)
                : entry -> allocations.allocate(request, entry);
        return rounds(request, Numbering.LIVE, entry -> store.apply(entry).map(Optional::of))
                .map(Optional::orElseThrow)
                .ifNoItem()
                .after(PATIENCE)
                .failWith(Refusals::outcomeNotKnown);
    }

    private Uni<AllocationOutcome> withKit(ActiveList active, AllocationRequest request, SealedEntry entry) {
        return supplies.of(active.plan())
                .flatMap(supply -> shelf.shelf(request.study(), request.site())
                        .map(there -> supply.next(there, entry.armCode(), request.at())
                                .map(kit -> new KitProposal(entry.version() + 1, kit, there.version()))))
                .flatMap(proposal -> allocations.allocate(request, entry, proposal));
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
                        .map(outcome ->
                                outcome.filter(AllocateAdaptively::cameTooLate).isPresent()
                                        ? Optional.empty()
                                        : Optional.of(outcome)));
    }

    private static boolean cameTooLate(AllocationOutcome outcome) {
        return outcome instanceof AllocationOutcome.Superseded || outcome instanceof AllocationOutcome.Stale;
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
