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
        return section.stress(summary(finding))
                .note("Each level is that of this look alone, for one-sided tests at the error rate "
                        + Wording.pValue(finding.alpha())
                        + " over all looks. Numbers of the tests stand in their own sections; for what was not tested"
                        + " they are descriptive.")
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
                                .map(KeySecondaryPages::row)
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

    private static List<String> row(KeySecondaryFinding.Hypothesis hypothesis) {
        return List.of(
                Integer.toString(hypothesis.order()),
                hypothesis.label(),
                hypothesis.estimand(),
                Wording.pValue(hypothesis.nominalAlpha()),
                hypothesis.oneSidedP() == null ? Wording.NONE : Wording.pValue(hypothesis.oneSidedP()),
                decision(hypothesis));
    }

    private static String decision(KeySecondaryFinding.Hypothesis hypothesis) {
        return switch (hypothesis.decision()) {
            case KeySecondaryFinding.REJECTED -> "Rejected";
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
