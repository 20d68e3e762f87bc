package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.allocation.FactorTotals;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * Allocates a subject by a method that looks at the earlier ones: read the totals, make the entry, and store it if nobody was
 * faster; else begin again with the new totals.
 */
@ApplicationScoped
public class AllocateAdaptively {

    /** Each round somebody is allocated, so that this many others can come first. */
    static final int ROUNDS = 500;

    private final PlanStore plans;
    private final AdaptiveStore allocations;
    private final StudyKeys keys;

    public AllocateAdaptively(PlanStore plans, AdaptiveStore allocations, StudyKeys keys) {
        this.plans = plans;
        this.allocations = allocations;
        this.keys = keys;
    }

    Uni<AllocationOutcome> allocate(ActiveList active, AllocationRequest request) {
        String study = request.study();
        return plans.find(study, active.plan().version())
                .map(found -> found.orElseThrow(() -> Refusals.noActivePlan(study)))
                .flatMap(plan -> plans.studyKey(study)
                        .map(key -> new Sealing(keys.cipher(study, key), study))
                        .flatMap(sealing -> round(plan, sealing, request, ROUNDS)));
    }

    private Uni<AllocationOutcome> round(SealedPlan plan, Sealing sealing, AllocationRequest request, int left) {
        return allocations
                .totals(request.study(), request.list())
                .map(found -> found.orElseThrow(() -> Refusals.noActivePlan(request.study())))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(totals -> entry(plan, sealing, request, totals))
                .flatMap(entry -> allocations.allocate(request, entry))
                .flatMap(outcome -> {
                    if (!(outcome instanceof AllocationOutcome.Superseded)) {
                        return Uni.createFrom().item(outcome);
                    }
                    if (left == 0) {
                        throw Refusal.of(
                                        ProblemType.NEIGHBOUR_UNAVAILABLE,
                                        "Too many subjects are being randomized at once. Nothing was done.")
                                .fix("Send the same request again, with the same Idempotency-Key.");
                    }
                    return round(plan, sealing, request, left - 1);
                });
    }

    private static SealedEntry entry(
            SealedPlan sealedPlan, Sealing sealing, AllocationRequest request, SealedTotals sealed) {
        RandomizationPlan plan =
                PlanText.parse(sealing.openDefinition(sealedPlan.key().version(), sealedPlan.definition()));
        AdaptiveList list = new AdaptiveList(plan, request.list(), sealing.openSeed(request.list(), sealed.seed()));
        FactorTotals none = list.begin();
        FactorTotals totals = sealed.totals()
                .map(bytes -> none.read(sealing.openTotals(request.list(), sealed.version(), bytes)))
                .orElse(none);
        AdaptiveList.Next next = list.next(totals, sealed.version() + 1, request.stratum());
        return SealedEntry.seal(request.list(), sealed.version(), next, sealing);
    }
}
