package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.findings.ArmMean;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.LongitudinalFinding;
import org.equipoise.stats.domain.findings.TimeToEventFinding;
import org.equipoise.stats.report.chart.MeansChart;
import org.equipoise.stats.report.chart.SurvivalChart;

/** Efficacy beside the primary comparison; descriptive, since none of it is protected by the boundaries. */
record EfficacyPages(ClosedFindings findings, Caption caption) {

    private static final String NONE_PLANNED = "The analysis plan names none.";

    List<Section> sections() {
        List<Section> sections = new ArrayList<>(
                List.of(visits(), binaries(), times(), new SubgroupPages(findings.subgroups(), caption).section()));
        if (!findings.crossover().isEmpty()) {
            sections.add(new CrossoverPages(findings.crossover(), caption).section());
        }
        return sections;
    }

    private Section visits() {
        Section.Writing section = Section.headed("Scores by visit");
        if (findings.longitudinal().isEmpty()) {
            section.say(NONE_PLANNED);
        }
        findings.longitudinal().forEach(finding -> visits(section, finding));
        return section.end();
    }

    private void visits(Section.Writing section, LongitudinalFinding finding) {
        Heading heading = finding.heading();
        section.subheading(heading.label()).note(Caption.method(heading));
        if (!Caption.computed(finding.outcome())) {
            section.stress(Caption.notComputed(finding.outcome()));
            return;
        }
        section.note(fit(finding.fit()));
        List<MeansChart.Series> series = series(finding);
        if (series.stream().anyMatch(arm -> !arm.points().isEmpty())) {
            String unit = finding.unit().isBlank() ? "" : ", " + finding.unit();
            section.figure(
                    heading.label() + " by visit and arm",
                    caption.estimates("Adjusted means by visit with 95 % confidence intervals", heading),
                    described(finding),
                    MeansChart.of(
                            finding.visits().stream()
                                    .map(LongitudinalFinding.VisitResult::visit)
                                    .toList(),
                            series,
                            "Adjusted mean" + unit));
        }
        section.table(Block.Table.of(
                caption.estimates("Adjusted means and differences by visit", heading),
                List.of(
                        Block.Column.text("Visit", 1.1f),
                        Block.Column.number("n A", 0.5f),
                        Block.Column.number("Mean A", 1.6f),
                        Block.Column.number("n B", 0.5f),
                        Block.Column.number("Mean B", 1.6f),
                        Block.Column.number("B minus A", 1.7f),
                        Block.Column.number("p", 0.8f)),
                finding.visits().stream().map(EfficacyPages::visit).toList()));
    }

    private static String fit(LongitudinalFinding.Fit fit) {
        String tried = fit.attempts().stream()
                .filter(attempt -> !Caption.computed(attempt.outcome()))
                .map(attempt -> attempt.structure() + " did not converge ("
                        + attempt.outcome().reason() + ")")
                .collect(Collectors.joining("; "));
        return "Model: " + fit.structure() + " covariance" + (fit.fallback() ? ", the plan's fallback: " + tried : "")
                + "; " + fit.subjects() + " subjects, " + fit.observations() + " values; −2 log likelihood "
                + Wording.fixed(fit.deviance(), 2) + ", AIC " + Wording.fixed(fit.aic(), 2) + ".";
    }

    private static List<String> visit(LongitudinalFinding.VisitResult visit) {
        List<String> cells = new ArrayList<>();
        cells.add(visit.visit());
        visit.arms().forEach(arm -> {
            cells.add(Integer.toString(arm.n()));
            cells.add(mean(arm));
        });
        cells.add(
                visit.difference() == null
                        ? "not estimable"
                        : Wording.fixed(visit.difference().estimate(), 2) + " ("
                                + Wording.interval(
                                        visit.difference().lower(),
                                        visit.difference().upper(),
                                        2)
                                + ")");
        cells.add(
                visit.difference() == null
                        ? Wording.NONE
                        : Wording.pValue(visit.difference().twoSidedP()));
        return cells;
    }

    private static String mean(ArmMean arm) {
        return arm.adjustedMean() == null || arm.lower() == null
                ? Wording.fixed(arm.mean(), 2)
                : Wording.fixed(arm.adjustedMean(), 2) + " (" + Wording.interval(arm.lower(), arm.upper(), 2) + ")";
    }

    private static List<MeansChart.Series> series(LongitudinalFinding finding) {
        return List.of("A", "B").stream()
                .map(label -> new MeansChart.Series(
                        label,
                        IntStream.range(0, finding.visits().size())
                                .boxed()
                                .flatMap(index -> finding.visits().get(index).arms().stream()
                                        .filter(arm -> arm.label().equals(label) && arm.lower() != null)
                                        .map(arm -> new MeansChart.Mean(
                                                index, arm.adjustedMean(), arm.lower(), arm.upper())))
                                .toList()))
                .toList();
    }

    private static String described(LongitudinalFinding finding) {
        return finding.visits().stream()
                .map(visit -> visit.visit() + ": "
                        + visit.arms().stream()
                                .map(arm -> "arm " + arm.label() + " " + mean(arm))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(". ", "", "."));
    }

    private Section binaries() {
        Section.Writing section = Section.headed("Responders and remission");
        if (findings.binaries().isEmpty()) {
            section.say(NONE_PLANNED);
        }
        findings.binaries().forEach(finding -> binary(section, finding));
        return section.end();
    }

    private void binary(Section.Writing section, BinaryFinding finding) {
        Heading heading = finding.heading();
        section.subheading(heading.label()).note(Caption.method(heading));
        section.table(Block.Table.of(
                caption.estimates(finding.definition(), heading),
                List.of(
                        Block.Column.text("Arm", 1),
                        Block.Column.number("Yes"),
                        Block.Column.number("Subjects"),
                        Block.Column.number("Proportion"),
                        Block.Column.number("Without a value, counted as no", 2)),
                finding.arms().stream()
                        .map(arm -> List.of(
                                arm.label(),
                                Integer.toString(arm.responders()),
                                Integer.toString(arm.n()),
                                Wording.percent(arm.proportion()),
                                Integer.toString(arm.missingAsFailure())))
                        .toList()));
        if (!Caption.computed(finding.outcome())) {
            section.stress(Caption.notComputed(finding.outcome()));
        }
        List<Block.Fact> facts = new ArrayList<>();
        fact(
                facts,
                "Risk difference in percentage points, B minus A (95 % CI)",
                Wording.points(finding.riskDifference()));
        fact(
                facts,
                "Stratified risk difference in percentage points, B minus A (95 % CI)",
                Wording.points(finding.stratifiedRiskDifference()));
        if (finding.test() != null) {
            facts.add(Block.Fact.of(finding.test().name(), Wording.test(finding.test())));
        }
        fact(facts, "Common odds ratio, B to A", Wording.estimate(finding.oddsRatio(), 2));
        if (!facts.isEmpty()) {
            section.facts(caption.estimates(heading.label() + ", comparison of the arms", heading), facts);
        }
    }

    private static void fact(List<Block.Fact> facts, String name, String value) {
        if (!value.equals(Wording.NONE)) {
            facts.add(Block.Fact.of(name, value));
        }
    }

    private Section times() {
        Section.Writing section = Section.headed("Time to relapse and other events");
        if (findings.timeToEvent().isEmpty()) {
            section.say(NONE_PLANNED);
        }
        findings.timeToEvent().forEach(finding -> time(section, finding));
        return section.end();
    }

    private void time(Section.Writing section, TimeToEventFinding finding) {
        Heading heading = finding.heading();
        section.subheading(heading.label()).note(Caption.method(heading));
        if (!Caption.computed(finding.outcome())) {
            section.stress(Caption.notComputed(finding.outcome()));
        }
        if (finding.curves().stream().anyMatch(curve -> curve.steps().size() > 1)) {
            section.figure(
                    heading.label() + ": proportion without the event by arm",
                    caption.estimates("Kaplan–Meier estimate. Event: " + finding.definition(), heading),
                    curves(finding),
                    SurvivalChart.of(
                            finding.curves(), "Time (" + finding.timeUnit() + ")", "Proportion without the event"));
        }
        List<Block.Fact> facts = new ArrayList<>();
        finding.curves()
                .forEach(curve -> facts.add(Block.Fact.of(
                        "Arm " + curve.label(),
                        Wording.of(curve.events(), curve.n()) + " with the event; median "
                                + (curve.median() == null
                                        ? "not reached"
                                        : Wording.fixed(curve.median(), 1) + " " + finding.timeUnit()))));
        if (finding.logRank() != null) {
            facts.add(Block.Fact.of(finding.logRank().name(), Wording.test(finding.logRank())));
        }
        fact(facts, "Hazard ratio, B to A", Wording.estimate(finding.hazardRatio(), 2));
        if (!facts.isEmpty()) {
            section.facts(caption.estimates(heading.label(), heading), facts);
        }
    }

    private static String curves(TimeToEventFinding finding) {
        return finding.curves().stream()
                .map(curve -> "Arm " + curve.label() + ": "
                        + (curve.steps().isEmpty()
                                ? "no subjects"
                                : "from 1 to "
                                        + Wording.fixed(
                                                curve.steps()
                                                        .get(curve.steps().size() - 1)
                                                        .free(),
                                                2)
                                        + " at "
                                        + Wording.fixed(
                                                curve.steps()
                                                        .get(curve.steps().size() - 1)
                                                        .time(),
                                                0)
                                        + " " + finding.timeUnit()))
                .collect(Collectors.joining(". ", "", "."));
    }
}
