package org.equipoise.stats.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.stats.application.ReadOpenReport;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.findings.OpenFindings;

/**
 * The open report: numbers over all arms together. No mean or standard deviation of all subjects is among them, since two
 * reports would tell the value of a subject that came between.
 */
record OpenReportView(
        String study,
        String planVersion,
        String planHash,
        Instant dataCut,
        Accrual accrual,
        Endpoint primaryEndpoint,
        OpenFindings findings) {

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
                endpoint(plan, report.endpoint()),
                report.findings().orElse(null));
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
                data.outOfWindow().size(),
                missing);
    }

    record Accrual(int planned, int screened, int randomized, List<Site> bySite) {}

    record Site(String site, int screened, int randomized) {}

    record Endpoint(
            String variable,
            int withData,
            int planned,
            double informationFraction,
            int outOfWindow,
            Map<String, Long> withoutData) {}
}
