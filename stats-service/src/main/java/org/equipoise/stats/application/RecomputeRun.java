package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Computes a stored result again from its frozen data cut and its kept allocations, and compares every byte. Nobody is
 * unblinded for it, and nothing is replaced.
 */
@ApplicationScoped
public class RecomputeRun {

    private final PlanStore plans;
    private final DataCuts dataCuts;
    private final ComputeRun.RunStores stores;
    private final Analysis analysis;
    private final Semaphore place = new Semaphore(1);

    public RecomputeRun(PlanStore plans, Neighbours neighbours, ComputeRun.RunStores stores, Analysis analysis) {
        this.plans = plans;
        this.dataCuts = neighbours.dataCuts();
        this.stores = stores;
        this.analysis = analysis;
    }

    /**
     * Recomputes a run.
     *
     * @throws Refusal {@code not-found} without a result; {@code state-conflict} if its inputs were not kept;
     *     {@code analysis-impossible} if the data of its cut are no longer the same; {@code neighbour-unavailable};
     *     {@code too-many-requests} while another is at work
     */
    public Recomputation recompute(String study, UUID id) {
        if (!place.tryAcquire()) {
            throw Refusal.of(ProblemType.TOO_MANY_REQUESTS, "Another result is being computed again now.")
                    .fix("Try again in a minute.");
        }
        try {
            return computeAgain(study, id);
        } finally {
            place.release();
        }
    }

    private Recomputation computeAgain(String study, UUID id) {
        CompletedRun stored = stores.analyses().find(study, id).orElseThrow(Refusal::notFound);
        RunRequest request =
                stores.runs().findRun(study, id).flatMap(Run::request).orElseThrow(RecomputeRun::notKept);
        RunStore.Inputs inputs = stores.runs().inputs(study, id).orElseThrow(RecomputeRun::notKept);
        PublishedPlan published = plans.find(study, request.planVersion()).orElseThrow();
        CutData data = dataCuts.of(published.plan(), Optional.of(inputs.cut()), id);
        ComputeRun.same(inputs, data);
        Analysis.Question question = new Analysis.Question(
                request,
                published,
                LookHistory.of(before(stored.result()), request.look().look()).read(stores.analyses()),
                data,
                inputs,
                stored.result().endOfTrial());
        CompletedRun again = analysis.compute(question, stored.result().runAt(), HeldRun.unattended())
                .completed();
        return Recomputation.of(stored, again.computedBy(stored), analysis.codeVersion());
    }

    private List<ClosedResult> before(ClosedResult result) {
        return stores.analyses().all(result.study()).stream()
                .takeWhile(other -> !other.analysis().equals(result.analysis()))
                .collect(Collectors.toList());
    }

    private static Refusal notKept() {
        return Refusal.of(ProblemType.STATE_CONFLICT, "This analysis is from before the inputs of runs were kept.")
                .fix("Run the look again, if no later look was run: a repeat reads the same data cut.");
    }
}
