package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.problem.Refusal;

/** Shows closed analyses, and which arm is behind which label, to those who may know. */
@ApplicationScoped
public class ReadAnalyses {

    private final AnalysisStore analyses;

    public ReadAnalyses(AnalysisStore analyses) {
        this.analyses = analyses;
    }

    public List<ClosedResult> page(String study, Optional<UUID> after, int limit) {
        return analyses.page(study, after, limit);
    }

    public ClosedResult one(String study, UUID analysis) {
        return analyses.find(study, analysis).orElseThrow(Refusal::notFound);
    }

    public ArmKey key(String study, UUID analysis) {
        return analyses.findKey(study, analysis).orElseThrow(Refusal::notFound);
    }
}
