package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.stats.domain.findings.CrossoverFinding;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.Spread;

/** Comparisons within subjects, where the arms are orders of two treatments. */
record CrossoverPages(List<CrossoverFinding> comparisons, Caption caption) {

    Section section() {
        Section.Writing section = Section.headed("Within subjects");
        comparisons.forEach(finding -> comparison(section, finding));
        return section.end();
    }

    private void comparison(Section.Writing section, CrossoverFinding finding) {
        Heading heading = finding.heading();
        section.subheading(heading.label()).note(Caption.method(heading));
        if (!finding.arms().isEmpty()) {
            section.table(Block.Table.of(
                    caption.estimates("Values by arm and period", heading),
                    List.of(
                            Block.Column.text("Arm, period", 2),
                            Block.Column.number("n"),
                            Block.Column.number("Mean"),
                            Block.Column.number("SD"),
                            Block.Column.number("Least"),
                            Block.Column.number("Greatest")),
                    finding.arms().stream()
                            .flatMap(arm -> Stream.of(
                                    row(arm.label() + ", " + finding.visits().get(0), arm.first()),
                                    row(arm.label() + ", " + finding.visits().get(1), arm.second())))
                            .toList()));
        }
        if (!Caption.computed(finding.outcome())) {
            section.stress(Caption.notComputed(finding.outcome()));
            return;
        }
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(Block.Fact.of("Subjects with both values", Integer.toString(finding.pairs())));
        facts.add(Block.Fact.of(
                "Mean difference within subjects, what B has first minus what A has first",
                Wording.estimate(finding.paired(), 2)));
        facts.add(Block.Fact.of("Standard deviation of the differences", Wording.fixed(finding.pairedSd(), 3)));
        facts.add(Block.Fact.of(
                "t statistic",
                Wording.fixed(finding.pairedT(), 4) + " on "
                        + Wording.fixed(finding.paired().degreesOfFreedom(), 0) + " degrees of freedom, two-sided p "
                        + Wording.pValue(finding.paired().twoSidedP()) + ", descriptive"));
        facts.add(Block.Fact.of(
                "The same free of period effects",
                finding.periodAdjusted() == null ? "not computed" : Wording.estimate(finding.periodAdjusted(), 2)));
        section.facts(caption.estimates("Comparison within subjects", heading), facts);
    }

    private static List<String> row(String name, Spread spread) {
        return List.of(
                name,
                Integer.toString(spread.n()),
                Wording.fixed(spread.mean(), 2),
                Wording.fixed(spread.sd(), 2),
                Wording.fixed(spread.least(), 1),
                Wording.fixed(spread.greatest(), 1));
    }
}
