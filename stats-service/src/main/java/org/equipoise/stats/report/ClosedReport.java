package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.application.Provenance;
import org.equipoise.stats.domain.findings.ClosedFindings;

/** The report of a closed analysis: by arm, under the labels A and B. */
final class ClosedReport {

    private ClosedReport() {}

    /** Findings and provenance may be null: the primary comparison is in the result itself. */
    static Report of(ClosedResult result, ClosedFindings findings, Provenance provenance) {
        Caption caption = new Caption(Wording.minute(result.dataCut()));
        List<Section> sections = new ArrayList<>(
                new PrimaryPages(result, findings == null ? null : findings.primary(), caption).sections());
        if (findings != null) {
            new KeySecondaryPages(findings, caption).section().ifPresent(sections::add);
            sections.addAll(new EfficacyPages(findings, caption).sections());
            sections.addAll(new SafetyPages(findings, caption).sections());
            sections.addAll(new ConductPages(findings, caption).sections());
        }
        sections.add(subjects(result, caption));
        sections.add(provenance(result, provenance));
        return new Report(
                true,
                "Closed interim analysis of " + result.study() + ", look " + result.look()
                        + (result.run() > 1 ? " (run " + result.run() + ")" : ""),
                result.runAt(),
                origin(result, provenance, caption),
                sections);
    }

    private static List<String> origin(ClosedResult result, Provenance provenance, Caption caption) {
        return List.of(
                result.study() + ", look " + result.look() + ". Data cut " + caption.dataCut() + ". Analysis plan "
                        + result.planVersion() + ". Analysis " + result.analysis(),
                "SHA-256: data " + Wording.brief(result.dataHash()) + ", allocations "
                        + Wording.brief(result.allocationHash()) + ", plan " + Wording.brief(result.planHash())
                        + (provenance == null ? "" : ". Code " + provenance.codeVersion()));
    }

    private static Section subjects(ClosedResult result, Caption caption) {
        Section.Writing section = Section.headed("Subjects and the primary model");
        if (result.exclusions().isEmpty()) {
            section.say("Every randomized subject is in the primary model.");
        } else {
            section.table(Block.Table.of(
                    caption.plain("Randomized subjects who are not in the primary model"),
                    List.of(Block.Column.text("Subject", 1), Block.Column.text("Reason", 3)),
                    result.exclusions().stream()
                            .map(excluded -> List.of(excluded.subject(), Wording.reason(excluded.reason())))
                            .toList()));
        }
        if (!result.outOfWindow().isEmpty()) {
            section.table(Block.Table.of(
                    caption.plain("Subjects in the primary model whose value was measured outside the visit's window"),
                    List.of(Block.Column.text("Subject", 1), Block.Column.text("Measured at", 3)),
                    result.outOfWindow().stream()
                            .map(late -> List.of(late.subject(), Wording.minute(late.occurredAt())))
                            .toList()));
        }
        return section.end();
    }

    private static Section provenance(ClosedResult result, Provenance provenance) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(Block.Fact.code("Analysis", result.analysis().toString()));
        facts.add(Block.Fact.of("Run", result.run() + " of look " + result.look()));
        facts.add(Block.Fact.of("Run at", result.runAt() + " by " + result.runBy()));
        facts.add(Block.Fact.of("Data cut", result.dataCut().toString()));
        facts.add(Block.Fact.of("Analysis plan", "version " + result.planVersion()));
        facts.add(Block.Fact.code("Analysis plan, SHA-256", result.planHash()));
        facts.add(Block.Fact.of("Study definition", "version " + result.definitionVersion()));
        facts.add(Block.Fact.code("Data, SHA-256", result.dataHash()));
        facts.add(Block.Fact.code("Allocations, SHA-256", result.allocationHash()));
        if (provenance != null) {
            if (provenance.snapshot() != null) {
                facts.add(Block.Fact.code("Frozen data cut", provenance.snapshot()));
                facts.add(Block.Fact.code("Frozen data cut, SHA-256", provenance.snapshotHash()));
            }
            facts.add(Block.Fact.of("Seed of everything random", Long.toString(provenance.seed())));
            facts.add(Block.Fact.of("Computed by", "stats-service " + provenance.codeVersion()));
        }
        return Section.headed("Provenance")
                .facts("What the numbers were computed from.", facts)
                .end();
    }
}
