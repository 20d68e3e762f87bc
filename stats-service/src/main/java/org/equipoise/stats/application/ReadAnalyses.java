package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.problem.Refusal;

/** Shows runs and their results to those who may know. */
@ApplicationScoped
public class ReadAnalyses {

    private final RunStore runs;
    private final AnalysisStore analyses;

    public ReadAnalyses(RunStore runs, AnalysisStore analyses) {
        this.runs = runs;
        this.analyses = analyses;
    }

    /** Runs in the order in which they were asked for, without their findings. */
    public PageOf<Run> page(String study, Optional<UUID> after, int limit) {
        return PageOf.cut(runs.page(study, after, limit + 1), limit, Run::id);
    }

    public Run run(String study, UUID run) {
        return runs.findRun(study, run).orElseThrow(Refusal::notFound);
    }

    /** A run that has a result. */
    public CompletedRun completed(String study, UUID run) {
        return analyses.find(study, run).orElseThrow(Refusal::notFound);
    }

    public ClosedResult one(String study, UUID run) {
        return completed(study, run).result();
    }
}
