package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.equipoise.stats.domain.tables.OpenAnalysis;
import org.equipoise.stats.domain.tables.PrimarySet;

/**
 * Reports pooled progress, without any arm. It reads the plan and the case report forms alone, so that nothing in it can
 * depend on a closed analysis.
 */
@ApplicationScoped
public class ReadOpenReport {

    private final CurrentPlan plans;
    private final ClinicalData clinicalData;
    private final FrozenRecords frozenRecords;

    public ReadOpenReport(CurrentPlan plans, ClinicalData clinicalData, FrozenRecords frozenRecords) {
        this.plans = plans;
        this.clinicalData = clinicalData;
        this.frozenRecords = frozenRecords;
    }

    public OpenReport read(String study) {
        PublishedPlan published = plans.of(study);
        PrimaryEndpoint primary = published.plan().primary();
        ClinicalData.AnalysisData data = clinicalData.analysisData(study, primary, Optional.empty());
        Optional<Frozen> frozen = freeze(published.plan(), data);
        Optional<OpenFindings> findings = frozen.map(Frozen::findings);
        Optional<StudyRecords> ruled = published.plan().analyses().equals(PlannedAnalyses.NONE)
                ? Optional.empty()
                : frozen.map(Frozen::records);
        Instant cut = ruled.map(StudyRecords::takenAt).orElse(data.dataCut());
        return new OpenReport(
                published,
                cut,
                clinicalData.enrolment(study, cut),
                ruled.map(records -> PrimarySet.of(published.plan(), records))
                        .orElseGet(() -> EndpointData.derive(primary, data.subjects())),
                findings);
    }

    /**
     * At most one cut a minute, and one more for each randomization, so that nobody waits for the next minute to see it;
     * without one the report shows what needs none, and says so.
     */
    private Optional<Frozen> freeze(AnalysisPlan plan, ClinicalData.AnalysisData now) {
        try {
            String key = "open-report:" + now.dataCut().truncatedTo(ChronoUnit.MINUTES) + ":"
                    + now.subjects().size();
            StudyRecords records = frozenRecords.freeze(plan.study(), key);
            return Optional.of(new Frozen(records, OpenAnalysis.compute(plan, records)));
        } catch (Refusal unavailable) {
            return Optional.empty();
        }
    }

    private record Frozen(StudyRecords records, OpenFindings findings) {}

    /**
     * The report. Under a plan with analyses beside the primary comparison, every number is of the frozen cut and under the
     * plan's data rules, as in a closed run.
     */
    public record OpenReport(
            PublishedPlan published,
            Instant dataCut,
            ClinicalData.Enrolment enrolment,
            EndpointData endpoint,
            Optional<OpenFindings> findings) {}
}
