package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.application.ClinicalData;
import org.equipoise.stats.application.ReadOpenReport;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.findings.OpenFindings;

/** The report for everybody: pooled over the arms, from the plan and the case report forms alone. */
final class OpenReport {

    private static final String CURRENCY =
            "A data cut serves reports for an hour, or for a day once nobody was randomized and no primary value was"
                    + " taken for a week. Each randomization and each primary value entered or corrected makes a new one"
                    + " at once; serious events, deviations and other visits may be as old as the cut.";

    private OpenReport() {}

    /** Without findings, accrual by site and the state of the primary endpoint remain. */
    static Report of(ReadOpenReport.OpenReport report) {
        AnalysisPlan plan = report.published().plan();
        Caption caption = new Caption(Wording.minute(report.dataCut()));
        List<Section> sections = new ArrayList<>();
        sections.add(Section.headed("What this report is")
                .say("All numbers are over all arms together, as of the data cut " + caption.dataCut()
                        + ". Nothing here depends on an arm, or on whether any closed analysis took place.")
                .note(CURRENCY)
                .end());
        sections.addAll(report.findings()
                .map(findings -> pages(plan, findings).sections())
                .orElseGet(() -> List.of(withoutFindings())));
        sections.add(sites(report, caption));
        sections.add(endpoint(plan, report.endpoint(), caption));
        sections.add(provenance(report));
        return new Report(false, "Open report of " + plan.study(), report.dataCut(), origin(report, caption), sections);
    }

    private static OpenPages pages(AnalysisPlan plan, OpenFindings findings) {
        return new OpenPages(findings, plan.estimand().label(), new Caption(Wording.minute(findings.dataCut())));
    }

    private static Section withoutFindings() {
        return Section.headed("What is not here")
                .say("The records could not be frozen just now, so that flow, deviations, serious events and the"
                        + " blinded variance are missing. Ask again in a moment.")
                .end();
    }

    private static List<String> origin(ReadOpenReport.OpenReport report, Caption caption) {
        AnalysisPlan plan = report.published().plan();
        return List.of(
                plan.study() + ". Data cut " + caption.dataCut() + ". Analysis plan " + plan.version(),
                "SHA-256: plan " + Wording.brief(report.published().contentHash()));
    }

    private static Section sites(ReadOpenReport.OpenReport report, Caption caption) {
        ClinicalData.Enrolment enrolment = report.enrolment();
        List<List<String>> rows = new ArrayList<>();
        enrolment
                .bySite()
                .forEach((site, count) -> rows.add(List.of(
                        site, Integer.toString(count.screened()), Integer.toString(count.randomized()), Wording.NONE)));
        rows.add(List.of(
                "All sites",
                Integer.toString(enrolment.screened()),
                Integer.toString(enrolment.randomized()),
                Integer.toString(report.published().plan().maximumInformation())));
        return Section.headed("Accrual by site")
                .table(new Block.Table(
                        caption.plain("Subjects screened and randomized, against the number planned. Counts"),
                        List.of(
                                Block.Column.text("Site", 2),
                                Block.Column.number("Screened"),
                                Block.Column.number("Randomized"),
                                Block.Column.number("Planned")),
                        rows,
                        true))
                .end();
    }

    private static Section endpoint(AnalysisPlan plan, EndpointData data, Caption caption) {
        Map<String, Integer> missing = new LinkedHashMap<>();
        data.exclusions().stream()
                .map(exclusion -> exclusion.reason().code())
                .sorted()
                .forEach(code -> missing.merge(code, 1, Integer::sum));
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(Block.Fact.of(
                "Subjects with primary endpoint data", Wording.of(data.information(), plan.maximumInformation())));
        facts.add(Block.Fact.of(
                "Measured outside the visit's window",
                Integer.toString(data.outOfWindow().size())));
        missing.forEach((code, count) ->
                facts.add(Block.Fact.of("Randomized, not counted: " + Wording.reason(code), Integer.toString(count))));
        return Section.headed("Primary endpoint: how much is there")
                .facts(
                        caption.plain(plan.estimand().variable() + ", all arms together. Counts. Estimand: "
                                + Wording.sentence(plan.estimand().label())),
                        facts)
                .end();
    }

    private static Section provenance(ReadOpenReport.OpenReport report) {
        return Section.headed("Provenance")
                .facts(
                        "What the numbers were computed from.",
                        List.of(
                                Block.Fact.of("Data cut", report.dataCut().toString()),
                                Block.Fact.of(
                                        "Analysis plan",
                                        "version " + report.published().plan().version()),
                                Block.Fact.code(
                                        "Analysis plan, SHA-256",
                                        report.published().contentHash())))
                .end();
    }
}
