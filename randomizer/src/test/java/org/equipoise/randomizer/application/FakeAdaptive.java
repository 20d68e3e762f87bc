package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.randomizer.application.Randomization.AtSite;

/** Totals and allocations of an adaptive list in memory; {@link #faster} others come first before one succeeds. */
class FakeAdaptive implements AdaptiveStore {

    final List<SealedEntry> entries = new ArrayList<>();
    byte[] seed;
    int faster;

    @Override
    public Uni<Optional<SealedTotals>> totals(String study, String list) {
        Optional<byte[]> totals = entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(entries.size() - 1).totals());
        return Uni.createFrom()
                .item(() -> Optional.ofNullable(seed).map(s -> new SealedTotals(s, entries.size(), totals)));
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
        Randomization randomization = new Randomization(
                request.study(),
                request.subject(),
                entry.randomizationNumber(),
                entry.kit(),
                request.at(),
                request.stratum().levels(),
                new Randomization.Receipt(request.list(), 0, "commitment", entry.leaf()));
        return Uni.createFrom().item(new AllocationOutcome.Allocated(new AtSite(request.site(), randomization)));
    }
}
