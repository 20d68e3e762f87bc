package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.equipoise.stats.domain.analysis.EndpointData;

/**
 * Reports pooled progress, without any arm. It reads the plan and the case report forms alone, so that nothing in it can
 * depend on a closed analysis.
 */
@ApplicationScoped
public class ReadOpenReport {

    private final CurrentPlan plans;
    private final ClinicalData clinicalData;
    private final Clock clock;

    public ReadOpenReport(CurrentPlan plans, ClinicalData clinicalData, Clock clock) {
        this.plans = plans;
        this.clinicalData = clinicalData;
        this.clock = clock;
    }

    public OpenReport read(String study) {
        PublishedPlan published = plans.of(study);
        Instant dataCut = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ClinicalData.Enrolment enrolment = clinicalData.enrolment(study, dataCut);
        EndpointData endpoint = EndpointData.derive(
                published.plan().primary(),
                clinicalData
                        .analysisData(study, dataCut, published.plan().primary())
                        .subjects());
        return new OpenReport(published, dataCut, enrolment, endpoint);
    }

    public record OpenReport(
            PublishedPlan published, Instant dataCut, ClinicalData.Enrolment enrolment, EndpointData endpoint) {}
}
