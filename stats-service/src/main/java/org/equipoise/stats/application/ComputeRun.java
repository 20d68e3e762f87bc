package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;

/**
 * Brings a run to its result: freezes the data cut, fetches data and allocations, compares the arms with the boundary at
 * the actual information, and stores all of it or nothing. Allocations are fetched last, once all that needs none is
 * settled, and kept with the run, so that neither a restart nor a recomputation unblinds anybody again.
 */
@ApplicationScoped
public class ComputeRun {

    private final PlanStore plans;
    private final DataCuts dataCuts;
    private final AllocationSource allocationSource;
    private final Patience patience;
    private final RunStores stores;
    private final Analysis analysis;
    private final Clock clock;

    public ComputeRun(PlanStore plans, Neighbours neighbours, RunStores stores, Analysis analysis, Clock clock) {
        this.plans = plans;
        this.dataCuts = neighbours.dataCuts();
        this.allocationSource = neighbours.allocations();
        this.patience = neighbours.patience();
        this.stores = stores;
        this.analysis = analysis;
        this.clock = clock;
    }

    /** The two stores behind a run. */
    @jakarta.enterprise.context.Dependent
    public record RunStores(RunStore runs, AnalysisStore analyses) {}

    void carryOut(RunStore.Work work, HeldRun held) {
        RunRequest request = work.request();
        PublishedPlan published =
                plans.find(request.study(), request.planVersion()).orElseThrow();
        List<ClosedResult> known = stores.analyses().all(request.study());
        LookHistory history = LookHistory.of(known, request.look().look()).read(stores.analyses());
        Optional<RunStore.Inputs> kept = stores.runs().inputs(request.study(), request.run());
        held.enter("data");
        Optional<ClinicalData.Cut> earlier =
                kept.map(RunStore.Inputs::cut).or(() -> cutOfFirst(request.study(), history));
        CutData data = patience.with(held, () -> dataCuts.of(published.plan(), earlier, request.run()));
        Optional<String> endOfTrial = history.endOfTrial(request.look());
        requireData(published.plan(), data.endpoint(), history, endOfTrial);
        held.enter("allocations");
        RunStore.Inputs inputs = kept.map(begun -> same(begun, data)).orElseGet(() -> fetch(work, history, data));
        Analysis.Question question =
                new Analysis.Question(request, published, history, data, inputs, endOfTrial.orElse(null));
        Analysis.Answer answer = analysis.compute(question, clock.instant().truncatedTo(ChronoUnit.MILLIS), held);
        held.enter("storing");
        stores.runs().complete(work, answer.completed(), answer.key(), known.size());
    }

    /** A repeat reads the data of the first run's cut and sees nothing new. */
    private Optional<ClinicalData.Cut> cutOfFirst(String study, LookHistory history) {
        return history.first()
                .map(first -> stores.runs()
                        .inputs(study, first.analysis())
                        .map(RunStore.Inputs::cut)
                        .orElseGet(() -> new ClinicalData.Cut(first.dataCut(), null, null)));
    }

    private static void requireData(
            AnalysisPlan plan, EndpointData endpoint, LookHistory history, Optional<String> endOfTrial) {
        RunRules.requireInformation(endpoint, plan, history, history.completes(plan, endOfTrial));
        RunRules.requirePlannedEnd(endpoint, plan, history.look(), endOfTrial);
    }

    private RunStore.Inputs fetch(RunStore.Work work, LookHistory history, CutData data) {
        RunRequest request = work.request();
        Requester requester = new Requester(request.requesterId(), request.requestedBy(), work.credential());
        Allocations fetched = allocationSource.fetch(request.study(), request.run(), requester);
        Allocations allocations = history.first().isEmpty() ? fetched : fetched.of(data.subjects());
        RunRules.requireAgreement(data.mismatch(allocations));
        RunStore.Inputs inputs = new RunStore.Inputs(data.cut(), data.hash(), allocations);
        stores.runs().keep(work, inputs);
        return inputs;
    }

    /** The data of a frozen cut never change. */
    static RunStore.Inputs same(RunStore.Inputs kept, CutData data) {
        if (!kept.dataHash().equals(data.hash())) {
            throw Refusal.of(
                            ProblemType.ANALYSIS_IMPOSSIBLE,
                            "The data of the cut of " + kept.cut().at()
                                    + " are not those that this run was begun with.")
                    .fix("Have the data manager find out what changed behind the cut, from the audit trail.")
                    .with(RunEnd.REASON, "data-changed")
                    .with("keptHash", kept.dataHash())
                    .with("presentHash", data.hash());
        }
        return kept;
    }
}
