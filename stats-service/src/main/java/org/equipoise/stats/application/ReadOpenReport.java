package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;

/**
 * Reports pooled progress, without any arm. It reads the plan and the case report forms alone, so that nothing in it can
 * depend on a closed analysis.
 */
@ApplicationScoped
public class ReadOpenReport {

    private final CurrentPlan plans;
    private final ClinicalData clinicalData;

    public ReadOpenReport(CurrentPlan plans, ClinicalData clinicalData) {
        this.plans = plans;
        this.clinicalData = clinicalData;
    }

    public OpenReport read(String study) {
        PublishedPlan published = plans.of(study);
        PrimaryEndpoint primary = published.plan().primary();
        ClinicalData.AnalysisData data = clinicalData.analysisData(study, primary, Optional.empty());
        ClinicalData.Enrolment enrolment = clinicalData.enrolment(study, data.dataCut());
        return new OpenReport(published, data.dataCut(), enrolment, EndpointData.derive(primary, data.subjects()));
    }

    public record OpenReport(
            PublishedPlan published, Instant dataCut, ClinicalData.Enrolment enrolment, EndpointData endpoint) {}
}
