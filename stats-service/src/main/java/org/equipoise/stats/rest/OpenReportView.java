package org.equipoise.stats.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.stats.application.ReadOpenReport;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;

/** The open report: numbers over all arms together. */
record OpenReportView(
        String study, String planVersion, String planHash, Instant dataCut, Accrual accrual, Endpoint primaryEndpoint) {

    static OpenReportView of(ReadOpenReport.OpenReport report) {
        AnalysisPlan plan = report.published().plan();
        List<Site> sites = report.enrolment().bySite().entrySet().stream()
                .map(site -> new Site(
                        site.getKey(),
                        site.getValue().screened(),
                        site.getValue().randomized()))
                .toList();
        return new OpenReportView(
                plan.study(),
                plan.version(),
                report.published().contentHash(),
                report.dataCut(),
                new Accrual(
                        plan.maximumInformation(),
                        report.enrolment().screened(),
                        report.enrolment().randomized(),
                        sites),
                endpoint(plan, report.endpoint()));
    }

    private static Endpoint endpoint(AnalysisPlan plan, EndpointData data) {
        Map<String, Long> missing = data.exclusions().stream()
                .collect(Collectors.groupingBy(
                        exclusion -> exclusion.reason().code(), TreeMap::new, Collectors.counting()));
        return new Endpoint(
                plan.estimand().variable(),
                data.information(),
                plan.maximumInformation(),
                data.information() / (double) plan.maximumInformation(),
                orNull(data.pooledMean()),
                orNull(data.pooledStandardDeviation()),
                data.outOfWindow().size(),
                missing);
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    record Accrual(int planned, int screened, int randomized, List<Site> bySite) {}

    record Site(String site, int screened, int randomized) {}

    record Endpoint(
            String variable,
            int withData,
            int planned,
            double informationFraction,
            Double pooledMeanChange,
            Double pooledSdChange,
            int outOfWindow,
            Map<String, Long> withoutData) {}
}
