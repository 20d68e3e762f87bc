package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Randomization.AtSite;

/** Allocations in memory; {@link #answer} overrides what the next allocation gives. */
class FakeAllocations implements AllocationStore {

    final List<AllocationRequest> requests = new ArrayList<>();
    final List<Optional<KitProposal>> proposals = new ArrayList<>();
    final List<AtSite> rows = new ArrayList<>();
    AllocationOutcome answer;

    @Override
    public Uni<AllocationOutcome> prior(String study, String subject, UniqueRequest request) {
        for (AllocationRequest earlier : requests) {
            if (earlier.request().key().equals(request.key())) {
                return Uni.createFrom()
                        .item(
                                earlier.request().equals(request)
                                        ? new AllocationOutcome.Replayed(row(earlier.subject()))
                                        : new AllocationOutcome.KeyReused());
            }
        }
        return Uni.createFrom()
                .item(
                        requests.stream().anyMatch(earlier -> earlier.subject().equals(subject))
                                ? new AllocationOutcome.AlreadyRandomized(row(subject))
                                : new AllocationOutcome.Nothing());
    }

    @Override
    public Uni<AllocationOutcome> allocate(AllocationRequest request, Optional<KitProposal> proposal) {
        proposals.add(proposal);
        if (answer != null) {
            return Uni.createFrom().item(answer);
        }
        requests.add(request);
        rows.add(new AtSite(
                request.site(),
                new Randomization(
                        request.study(),
                        request.subject(),
                        "R" + rows.size(),
                        "K" + rows.size(),
                        request.at(),
                        request.stratum().levels(),
                        new Randomization.Receipt(request.list(), 0, "root", "leaf" + rows.size()))));
        return Uni.createFrom().item(new AllocationOutcome.Allocated(row(request.subject())));
    }

    @Override
    public Uni<Optional<AtSite>> find(String study, String subject) {
        return Uni.createFrom()
                .item(rows.stream()
                        .filter(row -> row.randomization().subject().equals(subject))
                        .findFirst());
    }

    @Override
    public Uni<List<AtSite>> page(String study, SiteScope sites, Optional<RandomizationCursor> after, int limit) {
        return Uni.createFrom()
                .item(rows.stream()
                        .filter(row -> sites.includes(row.site()))
                        .filter(row -> after.isEmpty()
                                || row.randomization()
                                                .randomizationNumber()
                                                .compareTo(after.get().randomizationNumber())
                                        > 0)
                        .limit(limit)
                        .toList());
    }

    private AtSite row(String subject) {
        return rows.stream()
                .filter(row -> row.randomization().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
