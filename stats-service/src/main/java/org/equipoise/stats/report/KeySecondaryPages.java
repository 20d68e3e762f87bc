package org.equipoise.stats.report;

import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.KeySecondaryFinding;

/** The key secondary hypotheses in their order: which were tested, at which level, and what was decided. */
record KeySecondaryPages(ClosedFindings findings, Caption caption) {

    Optional<Section> section() {
        return Optional.ofNullable(findings.keySecondary()).map(this::section);
    }

    private Section section(KeySecondaryFinding finding) {
        Section.Writing section = Section.headed("Key secondary hypotheses").note(Caption.method(finding.heading()));
        if (!Caption.computed(finding.outcome())) {
            return section.stress(Caption.notComputed(finding.outcome())).end();
        }
        section.stress(summary(finding));
        finding.hypotheses().stream()
                .filter(hypothesis -> hypothesis.oneSidedP() != null && hypothesis.open() > 0)
                .forEach(hypothesis -> section.stress(hypothesis.label() + ": tested while " + hypothesis.open()
                        + " randomized subjects who have not left still have no record at its visit."));
        return section.note("Each level is what the hypothesis' own spending function adds at this look, for one-sided"
                        + " tests; over all looks the levels of a hypothesis add up to at most "
                        + Wording.pValue(finding.alpha())
                        + ", which keeps the error rate for any correlation. Numbers of the tests stand in"
                        + " their own sections; for what was not tested they are descriptive.")
                .table(Block.Table.of(
                        caption.plain("Decisions in the order of the plan. Estimand: that of each row"),
                        List.of(
                                Block.Column.number("Order", 0.6f),
                                Block.Column.text("Hypothesis", 2),
                                Block.Column.text("Estimand", 3),
                                Block.Column.number("Level"),
                                Block.Column.number("One-sided p"),
                                Block.Column.text("Decision", 2)),
                        finding.hypotheses().stream()
                                .map(hypothesis -> row(finding, hypothesis))
                                .toList()))
                .end();
    }

    private static String summary(KeySecondaryFinding finding) {
        if (!finding.primaryRejected()) {
            return "The primary hypothesis is not rejected: no key secondary hypothesis is tested.";
        }
        long rejected = finding.hypotheses().stream()
                .filter(hypothesis -> hypothesis.decision().equals(KeySecondaryFinding.REJECTED))
                .count();
        return "The primary hypothesis is rejected, and with it the first " + rejected + " of "
                + finding.hypotheses().size() + " key secondary hypotheses in their order.";
    }

    private static List<String> row(KeySecondaryFinding finding, KeySecondaryFinding.Hypothesis hypothesis) {
        return List.of(
                Integer.toString(hypothesis.order()),
                hypothesis.label(),
                hypothesis.estimand(),
                Wording.pValue(hypothesis.nominalAlpha()),
                hypothesis.oneSidedP() == null ? Wording.NONE : Wording.pValue(hypothesis.oneSidedP()),
                decision(finding, hypothesis));
    }

    private static String decision(KeySecondaryFinding finding, KeySecondaryFinding.Hypothesis hypothesis) {
        return switch (hypothesis.decision()) {
            case KeySecondaryFinding.REJECTED ->
                hypothesis.since() == null || hypothesis.since() == finding.look()
                        ? "Rejected"
                        : "Rejected at look " + hypothesis.since();
            case KeySecondaryFinding.NOT_REJECTED -> "Not rejected";
            default ->
                "Not tested: "
                        + switch (hypothesis.reason()) {
                            case "primary-not-rejected" -> "the primary hypothesis is not rejected";
                            case "earlier-not-rejected" -> "one before it is not rejected";
                            default -> "its analysis has no result";
                        };
        };
    }
}
