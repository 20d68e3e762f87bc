package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SubgroupFinding;
import org.equipoise.stats.report.chart.ForestChart;

/** The primary comparison within subgroups. */
record SubgroupPages(List<SubgroupFinding> subgroups, Caption caption) {

    Section section() {
        Section.Writing section = Section.headed("Subgroups");
        if (subgroups.isEmpty()) {
            return section.say("The analysis plan names none.").end();
        }
        List<ForestChart.Row> rows = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        subgroups.forEach(finding -> {
            rows.add(ForestChart.Row.heading(finding.factor()));
            finding.levels().forEach(level -> {
                rows.add(row(level));
                lines.add(line(finding.factor(), level));
            });
        });
        Heading heading = subgroups.get(0).heading();
        section.note(Caption.method(heading));
        subgroups.stream()
                .filter(finding -> !Caption.computed(finding.outcome()))
                .forEach(finding -> section.stress(finding.factor() + ". " + Caption.notComputed(finding.outcome())));
        section.figure(
                "Difference of the arms within subgroups",
                caption.estimates("Difference of adjusted means, B minus A, with 95 % intervals", heading),
                lines.stream().map(line -> String.join(" ", line)).collect(Collectors.joining(". ", "", ".")),
                ForestChart.of(rows, "Difference, B minus A", "B lower", "B higher"));
        section.table(Block.Table.of(
                caption.estimates("The same numbers", heading),
                List.of(
                        Block.Column.text("Factor", 1.4f),
                        Block.Column.text("Level", 1.2f),
                        Block.Column.number("n A", 0.5f),
                        Block.Column.number("n B", 0.5f),
                        Block.Column.number("B minus A (95 % CI)", 2)),
                lines));
        return section.facts(caption.estimates("Is the effect the same in all levels?", heading), interactions())
                .end();
    }

    private List<Block.Fact> interactions() {
        return subgroups.stream()
                .map(finding -> Block.Fact.of(
                        finding.factor(),
                        finding.interaction() == null
                                ? "not computed"
                                : finding.interaction().name() + ": " + Wording.test(finding.interaction())))
                .toList();
    }

    private static ForestChart.Row row(SubgroupFinding.Level level) {
        String name = level.level() + counts(level);
        return level.difference() == null
                ? new ForestChart.Row(name, false, null, null, null, "not computed")
                : new ForestChart.Row(
                        name,
                        false,
                        level.difference().estimate(),
                        level.difference().lower(),
                        level.difference().upper(),
                        difference(level));
    }

    private static String counts(SubgroupFinding.Level level) {
        return level.arms().isEmpty()
                ? ""
                : level.arms().stream()
                        .map(arm -> Integer.toString(arm.n()))
                        .collect(Collectors.joining(" + ", " (", ")"));
    }

    private static List<String> line(String factor, SubgroupFinding.Level level) {
        List<String> cells = new ArrayList<>(List.of(factor, level.level()));
        level.arms().forEach(arm -> cells.add(Integer.toString(arm.n())));
        while (cells.size() < 4) {
            cells.add(Wording.NONE);
        }
        cells.add(level.difference() == null ? "not computed" : difference(level));
        return cells;
    }

    private static String difference(SubgroupFinding.Level level) {
        return Wording.fixed(level.difference().estimate(), 2) + " ("
                + Wording.interval(
                        level.difference().lower(), level.difference().upper(), 2) + ")";
    }
}
