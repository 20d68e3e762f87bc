package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.equipoise.stats.domain.tables.OpenAnalysis;

/**
 * Reports pooled progress, without any arm. It reads the plan and the case report forms alone, so that nothing in it can
 * depend on a closed analysis.
 */
@ApplicationScoped
public class ReadOpenReport {

    private static final String LABEL = "Open report";

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
        ClinicalData.Enrolment enrolment = clinicalData.enrolment(study, data.dataCut());
        return new OpenReport(
                published,
                data.dataCut(),
                enrolment,
                EndpointData.derive(primary, data.subjects()),
                findings(published.plan(), data.dataCut()));
    }

    /** At most one cut a minute; without one the report shows what needs none, and says so. */
    private Optional<OpenFindings> findings(AnalysisPlan plan, Instant now) {
        try {
            StudyRecords records =
                    frozenRecords.freeze(plan.study(), LABEL, "open-report:" + now.truncatedTo(ChronoUnit.MINUTES));
            return Optional.of(OpenAnalysis.compute(plan, records));
        } catch (Refusal unavailable) {
            return Optional.empty();
        }
    }

    public record OpenReport(
            PublishedPlan published,
            Instant dataCut,
            ClinicalData.Enrolment enrolment,
            EndpointData endpoint,
            Optional<OpenFindings> findings) {}
}
