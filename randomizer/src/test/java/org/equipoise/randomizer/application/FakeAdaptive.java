package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.randomizer.application.Randomization.AtSite;

/**
 * Totals and allocations of an adaptive list in memory; {@link #faster} others come first before one succeeds. An amendment
 * replaces the totals and goes on from there.
 */
class FakeAdaptive implements AdaptiveStore {

    final List<SealedEntry> entries = new ArrayList<>();
    final List<SealedEntry> testEntries = new ArrayList<>();
    final List<SealedAmendment> amendments = new ArrayList<>();
    String plan = "3";
    byte[] seed;
    boolean live;
    int faster;
    final List<Optional<KitProposal>> proposals = new ArrayList<>();
    int stale;

    @Override
    public Uni<Optional<SealedTotals>> totals(String study, String list) {
        List<SealedEntry> made = entries.isEmpty() ? testEntries : entries;
        return Uni.createFrom()
                .item(() -> Optional.ofNullable(seed)
                        .map(s -> new SealedTotals(
                                s, new SealedTotals.Part(amendments.size(), plan), made.size(), last(made))));
    }

    private Optional<byte[]> last(List<SealedEntry> made) {
        Optional<SealedAmendment> amended = amendments.stream()
                .filter(amendment -> amendment.place().version() == made.size())
                .reduce((earlier, later) -> later);
        return amended.isPresent()
                ? amended.get().totals()
                : made.isEmpty()
                        ? Optional.empty()
                        : Optional.of(made.get(made.size() - 1).totals());
    }

    @Override
    public Uni<AllocationOutcome> allocate(
            AllocationRequest request, SealedEntry entry, Optional<KitProposal> proposal) {
        proposals.add(proposal);
        if (stale > 0) {
            stale--;
            return Uni.createFrom().item(new AllocationOutcome.Stale());
        }
        return proposal.isPresent()
                ? allocate(request, entry)
                : Uni.createFrom().item(new AllocationOutcome.OutOfKits());
    }

    @Override
    public Uni<Optional<AllocationOutcome>> allocateTest(AllocationRequest request, SealedEntry entry) {
        if (live) {
            return Uni.createFrom().item(Optional.empty());
        }
        testEntries.add(entry);
        return Uni.createFrom().item(Optional.of(allocated(request, entry)));
    }

    @Override
    public Uni<ListExtension> extend(SealedAmendment amendment, UniqueRequest request, Instant at, Actor actor) {
        if (amendment.place().version() != entries.size() || faster > 0) {
            faster--;
            return Uni.createFrom().item(new ListExtension.Superseded());
        }
        amendments.add(amendment);
        plan = amendment.plan().version();
        return Uni.createFrom()
                .item(new ListExtension.Extended(new ListExtension.ListPart(
                        amendment.place().list(),
                        amendment.place().extension(),
                        amendment.plan().version(),
                        amendment.commitment(),
                        0,
                        at)));
    }

    @Override
    public Uni<AllocationOutcome> allocate(AllocationRequest request, SealedEntry entry) {
        if (faster > 0) {
            faster--;
            entries.add(entry);
            return Uni.createFrom().item(new AllocationOutcome.Superseded());
        }
        if (entry.version() != entries.size()) {
            return Uni.createFrom().item(new AllocationOutcome.Superseded());
        }
        entries.add(entry);
        return Uni.createFrom().item(allocated(request, entry));
    }

    private static AllocationOutcome allocated(AllocationRequest request, SealedEntry entry) {
        Randomization randomization = new Randomization(
                request.study(),
                request.subject(),
                entry.randomizationNumber(),
                entry.kit(),
                request.at(),
                request.stratum().levels(),
                new Randomization.Receipt(request.list(), entry.extension(), "commitment", entry.leaf()));
        return new AllocationOutcome.Allocated(new AtSite(request.site(), randomization));
    }
}
