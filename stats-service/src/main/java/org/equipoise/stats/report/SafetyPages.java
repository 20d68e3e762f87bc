package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.stats.domain.findings.AdverseEventsFinding;
import org.equipoise.stats.domain.findings.AdverseEventsFinding.Term;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.ExposureFinding;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.ShiftFinding;
import org.equipoise.stats.domain.findings.Spread;
import org.equipoise.stats.report.chart.ForestChart;

/** Exposure, adverse events and vital signs by arm. */
record SafetyPages(ClosedFindings findings, Caption caption) {

    private static final String NONE_PLANNED = "The analysis plan names none.";
    private static final int TERMS_IN_FIGURE = 30;

    List<Section> sections() {
        return List.of(exposure(), adverseEvents(), vitalSigns());
    }

    private Section exposure() {
        Section.Writing section = Section.headed("Exposure");
        ExposureFinding finding = findings.exposure();
        if (finding == null) {
            return section.say(NONE_PLANNED).end();
        }
        section.note(Caption.method(finding.heading()));
        if (!Caption.computed(finding.outcome())) {
            return section.stress(Caption.notComputed(finding.outcome())).end();
        }
        List<Block.Column> columns = new ArrayList<>(List.of(
                Block.Column.text("Arm", 0.8f),
                Block.Column.number("Randomized"),
                Block.Column.number("With a dose"),
                Block.Column.number("Doses")));
        finding.arms().stream()
                .limit(1)
                .flatMap(arm -> arm.flags().stream())
                .forEach(flag -> columns.add(Block.Column.number("Doses: " + flag.name(), 1.2f)));
        section.table(Block.Table.of(
                caption.describes("Doses by arm", finding.heading()),
                columns,
                finding.arms().stream().map(SafetyPages::exposed).toList()));
        if (!finding.measures().isEmpty()) {
            section.table(spreads(
                    caption.describes("Measures of the doses by arm", finding.heading()),
                    "Measure",
                    finding.measures().stream()
                            .flatMap(measure -> measure.arms().stream().map(spread -> spread(measure.name(), spread)))
                            .toList()));
        }
        return section.end();
    }

    private static List<String> exposed(ExposureFinding.ArmExposure arm) {
        List<String> cells = new ArrayList<>(List.of(
                arm.label(),
                Integer.toString(arm.randomized()),
                Integer.toString(arm.exposed()),
                Integer.toString(arm.doses())));
        arm.flags().forEach(flag -> cells.add(Integer.toString(flag.count())));
        return cells;
    }

    private static Block.Table spreads(String caption, String name, List<List<String>> rows) {
        return Block.Table.of(
                caption,
                List.of(
                        Block.Column.text(name, 2.6f),
                        Block.Column.text("Arm", 0.6f),
                        Block.Column.number("n", 0.6f),
                        Block.Column.number("Mean"),
                        Block.Column.number("SD"),
                        Block.Column.number("Least"),
                        Block.Column.number("Greatest")),
                rows);
    }

    private static List<String> spread(String name, Spread spread) {
        return List.of(
                name,
                spread.label(),
                Integer.toString(spread.n()),
                Wording.fixed(spread.mean(), 1),
                Wording.fixed(spread.sd(), 1),
                Wording.fixed(spread.least(), 1),
                Wording.fixed(spread.greatest(), 1));
    }

    private Section adverseEvents() {
        Section.Writing section = Section.headed("Adverse events");
        AdverseEventsFinding finding = findings.adverseEvents();
        if (finding == null) {
            return section.say(NONE_PLANNED).end();
        }
        Heading heading = finding.heading();
        section.note(Caption.method(heading));
        if (!Caption.computed(finding.outcome())) {
            section.stress(Caption.notComputed(finding.outcome()));
        }
        totals(section, finding);
        withoutTime(section, finding);
        terms(section, finding);
        if (finding.serious().isEmpty()) {
            return section.say("No serious adverse event is recorded.").end();
        }
        return section.table(
                        table(finding, caption.describes("Serious adverse events by term", heading), finding.serious()))
                .end();
    }

    private void totals(Section.Writing section, AdverseEventsFinding finding) {
        section.table(Block.Table.of(
                caption.describes("Subjects with adverse events by arm", finding.heading()),
                List.of(
                        Block.Column.text("Arm", 0.6f),
                        Block.Column.number("Subjects"),
                        Block.Column.number("With any event", 1.5f),
                        Block.Column.number("Events"),
                        Block.Column.number("With a serious event", 1.5f),
                        Block.Column.number("Serious events"),
                        Block.Column.number("Deaths")),
                finding.totals().stream()
                        .map(arm -> List.of(
                                arm.label(),
                                Integer.toString(arm.subjects()),
                                counted(arm.withEvent(), arm.subjects()),
                                Integer.toString(arm.events()),
                                counted(arm.withSerious(), arm.subjects()),
                                Integer.toString(arm.seriousEvents()),
                                Integer.toString(arm.deaths())))
                        .toList()));
    }

    /** Which of the events are there because they cannot be told to be earlier. */
    private static void withoutTime(Section.Writing section, AdverseEventsFinding finding) {
        if (finding.totals().stream().anyMatch(arm -> arm.withoutTime() > 0)) {
            section.note("Events counted of which the time of day is not known: "
                    + finding.totals().stream()
                            .map(arm -> arm.label() + " " + arm.withoutTime())
                            .collect(Collectors.joining(", "))
                    + ". Each of them may have begun on the day of time zero or later.");
        }
    }

    private void terms(Section.Writing section, AdverseEventsFinding finding) {
        if (finding.terms().isEmpty()) {
            section.say("No adverse event is recorded.");
            return;
        }
        Heading heading = finding.heading();
        boolean marked = finding.terms().stream().anyMatch(Term::specialInterest);
        section.table(table(
                finding,
                caption.describes(
                        "Adverse events by term, most frequent first; subjects (events)"
                                + (marked ? "; * of special interest" : ""),
                        heading),
                finding.terms()));
        List<ForestChart.Row> rows = finding.terms().stream()
                .filter(term -> term.riskDifference() != null)
                .limit(TERMS_IN_FIGURE)
                .map(SafetyPages::row)
                .toList();
        if (!rows.isEmpty()) {
            section.figure(
                    "Risk differences of adverse events",
                    caption.describes(
                            "Risk difference in percentage points, B minus A, with Miettinen and Nurminen's 95 %"
                                    + " limits; "
                                    + (rows.size() < finding.terms().size()
                                            ? "the " + rows.size() + " most frequent terms"
                                            : "all terms"),
                            heading),
                    rows.stream().map(row -> row.name() + " " + row.shown()).collect(Collectors.joining("; ", "", ".")),
                    ForestChart.of(rows, "Risk difference (percentage points)", "more with A", "more with B"));
        }
    }

    private static Block.Table table(AdverseEventsFinding finding, String caption, List<Term> terms) {
        List<Integer> subjects = finding.totals().stream()
                .map(AdverseEventsFinding.ArmTotal::subjects)
                .toList();
        return Block.Table.of(
                caption,
                List.of(
                        Block.Column.text("Term", 2.4f),
                        Block.Column.number("A: subjects (events)", 1.6f),
                        Block.Column.number("B: subjects (events)", 1.6f),
                        Block.Column.number("B minus A, points (95 % CI)", 2)),
                terms.stream()
                        .map(term -> List.of(
                                name(term),
                                events(term, 0, subjects),
                                events(term, 1, subjects),
                                Wording.points(term.riskDifference())))
                        .toList());
    }

    private static String events(Term term, int arm, List<Integer> subjects) {
        if (arm >= term.arms().size() || arm >= subjects.size()) {
            return Wording.NONE;
        }
        AdverseEventsFinding.ArmEvents events = term.arms().get(arm);
        String share =
                subjects.get(arm) == 0 ? "" : ", " + Wording.percent(events.subjects() / (double) subjects.get(arm));
        return events.subjects() + " (" + events.events() + ")" + share;
    }

    private static String counted(int part, int whole) {
        return whole == 0 ? Integer.toString(part) : part + " (" + Wording.percent(part / (double) whole) + ")";
    }

    private static String name(Term term) {
        return term.specialInterest() ? term.term() + " *" : term.term();
    }

    private static ForestChart.Row row(Term term) {
        return new ForestChart.Row(
                name(term),
                false,
                100 * term.riskDifference().estimate(),
                100 * term.riskDifference().lower(),
                100 * term.riskDifference().upper(),
                Wording.points(term.riskDifference()));
    }

    private Section vitalSigns() {
        Section.Writing section = Section.headed("Vital signs: greatest shifts");
        if (findings.vitalSigns().isEmpty()) {
            section.say(NONE_PLANNED);
        }
        findings.vitalSigns().forEach(finding -> shift(section, finding));
        return section.end();
    }

    private void shift(Section.Writing section, ShiftFinding finding) {
        Heading heading = finding.heading();
        String unit = finding.unit().isBlank() ? "" : " (" + finding.unit() + ")";
        section.subheading(finding.measure() + unit).note(Caption.method(heading));
        section.table(spreads(
                caption.describes("Greatest shift of each subject from baseline" + unit, heading),
                "Measure",
                finding.arms().stream()
                        .map(spread -> spread(finding.measure(), spread))
                        .toList()));
        if (!finding.categories().isEmpty()) {
            section.table(Block.Table.of(
                    caption.describes("Subjects who reach a shift" + unit, heading),
                    List.of(Block.Column.text("Shift", 2.6f), Block.Column.number("A"), Block.Column.number("B")),
                    finding.categories().stream()
                            .map(category -> {
                                List<String> cells = new ArrayList<>(List.of(category.name()));
                                category.arms().forEach(arm -> cells.add(Integer.toString(arm.count())));
                                return cells;
                            })
                            .toList()));
        }
        if (!Caption.computed(finding.outcome())) {
            section.stress(Caption.notComputed(finding.outcome()));
        }
        if (finding.difference() != null) {
            section.say("Difference of the mean greatest shifts, B minus A: "
                    + Wording.estimate(finding.difference(), 1) + ".");
        }
    }
}
