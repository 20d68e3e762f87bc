package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.domain.findings.Count;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.equipoise.stats.domain.findings.OpenFindings.Accrual;
import org.equipoise.stats.domain.findings.OpenFindings.Currency;
import org.equipoise.stats.domain.findings.OpenFindings.Deviations;
import org.equipoise.stats.domain.findings.OpenFindings.Flow;
import org.equipoise.stats.domain.findings.OpenFindings.SeriousEvents;
import org.equipoise.stats.domain.findings.OpenFindings.Variance;
import org.equipoise.stats.report.chart.AccrualChart;
import org.equipoise.stats.report.chart.FlowChart;

/** What may be told to everybody, over all arms together. */
record OpenPages(OpenFindings findings, String estimand, Caption caption) {

    List<Section> sections() {
        return List.of(accrual(), flow(), screening(), currency(), deviations(), serious(), variance());
    }

    private Section accrual() {
        Accrual accrual = findings.accrual();
        Section.Writing section = Section.headed("Accrual against the plan");
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(Block.Fact.of("Subjects randomized", Wording.of(accrual.randomized(), accrual.planned())));
        facts.add(Block.Fact.of(
                "Weeks planned for recruitment",
                accrual.plannedWeeks() == null ? "not in the plan" : accrual.plannedWeeks() + " weeks"));
        facts.add(Block.Fact.of(
                "Rate of the last 8 full weeks",
                accrual.ratePerWeek() == null
                        ? "no full week yet"
                        : Wording.fixed(accrual.ratePerWeek(), 2) + " subjects a week"));
        if (accrual.forecast() != null) {
            facts.add(Block.Fact.of(
                    "Forecast of the last randomization (80 % prediction interval)",
                    Wording.day(accrual.forecast().expected()) + " ("
                            + Wording.day(accrual.forecast().earliest()) + " to "
                            + Wording.day(accrual.forecast().latest()) + ")"));
        }
        section.facts(
                caption.plain("Randomization, all arms together. Counts; forecast from a Poisson process."), facts);
        if (accrual.weeks().isEmpty()) {
            return section.say("No subject is randomized yet.").end();
        }
        return section.figure(
                        "Subjects randomized by week against the plan",
                        caption.plain("Subjects randomized by week, against the plan and with the forecast"),
                        "After " + accrual.weeks().size() + " weeks " + accrual.randomized() + " of "
                                + accrual.planned() + " subjects are randomized.",
                        AccrualChart.of(accrual))
                .table(weeks(accrual))
                .end();
    }

    private Block.Table weeks(Accrual accrual) {
        return Block.Table.of(
                caption.plain("The same numbers, week by week"),
                List.of(
                        Block.Column.number("Week", 0.6f),
                        Block.Column.text("From", 1.4f),
                        Block.Column.number("Randomized"),
                        Block.Column.number("Up to then"),
                        Block.Column.number("Planned up to then", 1.3f)),
                accrual.weeks().stream()
                        .map(week -> List.of(
                                Integer.toString(week.number()),
                                Wording.day(week.start()),
                                Integer.toString(week.randomized()),
                                Integer.toString(week.cumulative()),
                                Wording.fixed(week.plannedCumulative(), 1)))
                        .toList());
    }

    private Section flow() {
        Flow flow = findings.flow();
        Section.Writing section = Section.headed("Flow of subjects")
                .figure(
                        "Flow of subjects from screening to completion",
                        caption.plain(
                                "Flow of subjects in the words of the CONSORT statement, all arms together. Counts"),
                        "Screened " + flow.screened() + ", not randomized " + flow.notRandomized() + ", in screening "
                                + flow.inScreening() + ", randomized " + flow.randomized() + ", left early "
                                + flow.discontinued() + ", completed " + flow.completed() + ".",
                        FlowChart.of(flow));
        if (!flow.milestones().isEmpty()) {
            section.table(counts(
                    caption.plain("Randomized subjects with a value of the primary endpoint, by visit"),
                    "Visit",
                    flow.milestones(),
                    "Subjects"));
        }
        if (!flow.reasons().isEmpty()) {
            section.table(counts(
                    caption.plain("Why subjects left early, all arms together"), "Reason", flow.reasons(), "Subjects"));
        }
        return section.end();
    }

    private Section screening() {
        Section.Writing section = Section.headed("Screening failures");
        return findings.screeningFailures().isEmpty()
                ? section.say("No screening failure is recorded.").end()
                : section.table(counts(
                                caption.plain("Screened and never randomized, by reason"),
                                "Reason",
                                findings.screeningFailures(),
                                "Subjects"))
                        .end();
    }

    private Section currency() {
        Currency currency = findings.currency();
        return Section.headed("Data currency")
                .facts(
                        caption.plain("How current the data are"),
                        List.of(
                                Block.Fact.of(
                                        "Assessments of the primary endpoint in the cut",
                                        Integer.toString(currency.forms())),
                                Block.Fact.of(
                                        "Days from the event to the entry, median",
                                        Wording.fixed(currency.medianDelayDays(), 1)),
                                Block.Fact.of(
                                        "Days from the event to the entry, ninth decile",
                                        Wording.fixed(currency.ninetiethDelayDays(), 1)),
                                Block.Fact.of(
                                        "Latest entry of one",
                                        currency.lastSaved() == null
                                                ? Wording.NONE
                                                : Wording.minute(currency.lastSaved())),
                                Block.Fact.of(
                                        "Primary values entered, of those whose window has closed",
                                        Wording.of(currency.enteredPrimary(), currency.expectedPrimary()))))
                .end();
    }

    private Section deviations() {
        Deviations deviations = findings.deviations();
        Section.Writing section = Section.headed("Protocol deviations")
                .say(deviations.total() + " recorded, of these " + deviations.important() + " important, in "
                        + deviations.subjects() + " subjects.");
        return deviations.byType().isEmpty()
                ? section.end()
                : section.table(counts(
                                caption.plain("Protocol deviations by type, all arms together"),
                                "Type",
                                deviations.byType(),
                                "Deviations"))
                        .end();
    }

    private Section serious() {
        SeriousEvents serious = findings.seriousEvents();
        Section.Writing section = Section.headed("Serious adverse events, all arms together")
                .say(serious.events() + " events in " + serious.subjects() + " subjects; " + serious.deaths()
                        + " with death as a result.");
        return serious.byTerm().isEmpty()
                ? section.end()
                : section.table(counts(
                                caption.plain("Subjects with serious adverse events by term"),
                                "Term",
                                serious.byTerm(),
                                "Subjects"))
                        .end();
    }

    private Section variance() {
        Variance variance = findings.variance();
        Section.Writing section = Section.headed("Blinded variance and sample size");
        if (variance == null) {
            return section.say("Too few subjects have primary data yet: the first 10 make the first milestone.")
                    .end();
        }
        return section.note("Method: pooled one-sample standard deviation of the first " + variance.milestone()
                        + " subjects in the order of their randomization, and that within an arm if the planned effect"
                        + " were true. It never shrinks the trial.")
                .facts(
                        caption.plain("Standard deviation of the primary endpoint, blinded. Estimand: "
                                + Wording.sentence(estimand)),
                        List.of(
                                Block.Fact.of("Pooled standard deviation", Wording.fixed(variance.pooledSd(), 2)),
                                Block.Fact.of(
                                        "Within an arm, if the planned effect were true",
                                        Wording.fixed(variance.adjustedSd(), 2)),
                                Block.Fact.of("Planned", Wording.fixed(variance.plannedSd(), 2)),
                                Block.Fact.of("Subjects planned", Integer.toString(variance.plannedSubjects())),
                                Block.Fact.of(
                                        "Subjects needed for a power of " + Wording.percent(variance.power()),
                                        variance.requiredSubjects() == null
                                                ? "no size gives that power"
                                                : Integer.toString(variance.requiredSubjects()))))
                .end();
    }

    private static Block.Table counts(String caption, String name, List<Count> counts, String unit) {
        return Block.Table.of(
                caption,
                List.of(Block.Column.text(name, 4), Block.Column.number(unit)),
                counts.stream()
                        .map(count -> List.of(count.name(), Integer.toString(count.count())))
                        .toList());
    }
}
