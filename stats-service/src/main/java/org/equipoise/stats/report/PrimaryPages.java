package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.domain.analysis.Estimand;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.equipoise.stats.report.chart.BoundaryChart;

/** The primary comparison: what was estimated, where it stands against the boundaries, and the power that is left. */
record PrimaryPages(ClosedResult result, PrimaryFinding finding, Caption caption) {

    private static final String MODEL =
            "Analysis of covariance: change on baseline, stratification factors and arm, least squares.";

    List<Section> sections() {
        return List.of(summary(), estimand(), comparison(), boundaries(), power());
    }

    private Section summary() {
        Section.Writing section = Section.headed("What the boundaries say").stress(decision());
        if (result.endOfTrial() != null) {
            section.say("The trial ended before its planned information: " + result.endOfTrial());
        }
        if (result.run() > 1) {
            section.say("This is run " + result.run() + " of look " + result.look()
                    + ": computed again from the data of its first run, and no further look at the data.");
        }
        return section.note("The boundaries advise; the committee decides. Arms are shown as A and B; their key is kept"
                        + " apart.")
                .end();
    }

    private String decision() {
        String z = "z = " + Wording.fixed(result.comparison().z(), 3);
        String efficacy = Wording.fixed(result.boundary().efficacyZ(), 3);
        return switch (result.decision()) {
            case "stop-efficacy" -> "Efficacy boundary crossed: " + z + " is above " + efficacy + ".";
            case "stop-futility" ->
                result.boundary().futilityZ() == null
                        ? "Last look, efficacy boundary not crossed: " + z + " is not above " + efficacy + "."
                        : "Below the non-binding futility boundary: " + z + ", boundary "
                                + Wording.fixed(result.boundary().futilityZ(), 3) + ".";
            case "continue" ->
                "No boundary crossed: " + z + ", efficacy boundary "
                        + (result.boundary().efficacyZ() == null ? "none at this look" : efficacy) + ".";
            default -> throw new IllegalStateException("unknown decision");
        };
    }

    private Section estimand() {
        Estimand estimand = result.estimand();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(Block.Fact.of("Population", estimand.population()));
        facts.add(Block.Fact.of("Variable", estimand.variable()));
        estimand.intercurrentEvents()
                .forEach(event -> facts.add(Block.Fact.of("Intercurrent event: " + event.event(), event.strategy())));
        facts.add(Block.Fact.of("Summary", estimand.summary()));
        return Section.headed("Primary estimand")
                .facts("What the primary comparison estimates: " + estimand.label() + ".", facts)
                .note(result.estimandNote())
                .end();
    }

    private Section comparison() {
        List<List<String>> arms = result.arms().stream()
                .map(arm -> List.of(
                        arm.label(),
                        Integer.toString(arm.n()),
                        Wording.fixed(arm.mean(), 2),
                        Wording.fixed(arm.sd(), 2),
                        Wording.fixed(arm.lsMean(), 2),
                        Wording.fixed(arm.se(), 3)))
                .toList();
        return Section.headed("Primary comparison")
                .note("Method: "
                        + (finding == null
                                ? MODEL
                                : Wording.sentence(finding.heading().method())))
                .table(Block.Table.of(
                        estimates("Change by arm."),
                        List.of(
                                Block.Column.text("Arm", 1),
                                Block.Column.number("Subjects"),
                                Block.Column.number("Mean change", 1.2f),
                                Block.Column.number("SD"),
                                Block.Column.number("Adjusted mean", 1.2f),
                                Block.Column.number("SE")),
                        arms))
                .facts(estimates("Comparison of the arms."), inference())
                .end();
    }

    private List<Block.Fact> inference() {
        ClosedResult.Comparison comparison = result.comparison();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(Block.Fact.of(
                "Difference of adjusted means, " + comparison.contrast().replace("-", " minus "),
                Wording.fixed(comparison.estimate(), 2) + " (standard error "
                        + Wording.fixed(comparison.standardError(), 3) + ")"));
        facts.add(Block.Fact.of(
                "95 % confidence interval, not adjusted for the looks",
                Wording.interval(comparison.ci95().get(0), comparison.ci95().get(1), 2)));
        if (finding != null && finding.repeated() != null) {
            repeated(facts, finding.repeated());
        }
        if (finding != null && finding.stageWise() != null) {
            facts.add(Block.Fact.of(
                    "If the trial ended here, median-unbiased estimate by the stage-wise ordering",
                    Wording.estimate(finding.stageWise().medianUnbiased(), 2) + ", one-sided p "
                            + Wording.pValue(finding.stageWise().oneSidedP())));
        }
        facts.add(Block.Fact.of(
                "t statistic",
                Wording.fixed(comparison.t(), 4) + " on " + Wording.fixed(comparison.df(), 0) + " degrees of freedom"));
        facts.add(Block.Fact.of("z, positive in favour of the experimental arm", Wording.fixed(comparison.z(), 4)));
        facts.add(Block.Fact.of("One-sided p-value of this look alone", Wording.pValue(comparison.pOneSided())));
        return facts;
    }

    private static void repeated(List<Block.Fact> facts, PrimaryFinding.Repeated repeated) {
        facts.add(Block.Fact.of(
                "Repeated confidence interval, valid at every look ("
                        + Wording.level(repeated.interval().level()) + ")",
                Wording.interval(
                        repeated.interval().lower(), repeated.interval().upper(), 2)));
        facts.add(Block.Fact.of("Repeated one-sided p-value", Wording.pValue(repeated.oneSidedP())));
    }

    private Section boundaries() {
        ClosedResult.Information information = result.information();
        String actual = information.observed() + " of " + information.maximum() + " subjects with primary data ("
                + Wording.percent(information.fraction()) + ")";
        List<Block.Fact> facts = List.of(
                Block.Fact.of("Actual information", actual),
                Block.Fact.of(
                        "Efficacy boundary, z", Wording.fixed(result.boundary().efficacyZ(), 4)),
                Block.Fact.of(
                        "Futility boundary, z (non-binding)",
                        Wording.fixed(result.boundary().futilityZ(), 4)),
                Block.Fact.of(
                        "One-sided level of this look alone",
                        Wording.pValue(result.boundary().nominalAlpha())),
                Block.Fact.of(
                        "Alpha spent up to this look",
                        Wording.pValue(result.boundary().cumulativeAlpha())));
        String what = "Test statistic and boundaries at the information of each look; looks to come are shown at their"
                + " planned information.";
        return Section.headed("Boundaries")
                .facts(estimates("Boundaries at the actual information, by the plan's spending function."), facts)
                .figure(
                        "z against information, with the efficacy and futility boundaries",
                        estimates(what),
                        describe(),
                        BoundaryChart.of(
                                result.path().stream().map(PrimaryPages::look).toList(), information.maximum()))
                .table(looks())
                .end();
    }

    private Block.Table looks() {
        return Block.Table.of(
                estimates("The same numbers, look by look."),
                List.of(
                        Block.Column.text("Look", 1),
                        Block.Column.number("Information"),
                        Block.Column.number("Efficacy boundary"),
                        Block.Column.number("Futility boundary"),
                        Block.Column.number("Observed z")),
                result.path().stream()
                        .map(point -> List.of(
                                Integer.toString(point.look()),
                                Integer.toString(point.information()),
                                Wording.fixed(point.efficacyZ(), 3),
                                Wording.fixed(point.futilityZ(), 3),
                                point.z() == null ? "to come" : Wording.fixed(point.z(), 3)))
                        .toList());
    }

    private static BoundaryChart.Look look(ClosedResult.PathPoint point) {
        return new BoundaryChart.Look(
                point.look(), point.information(), point.efficacyZ(), point.futilityZ(), point.z());
    }

    private String describe() {
        return result.path().stream()
                .map(point -> "Look " + point.look() + " at " + point.information() + " subjects: efficacy boundary "
                        + Wording.fixed(point.efficacyZ(), 2)
                        + (point.futilityZ() == null
                                ? ""
                                : ", futility boundary " + Wording.fixed(point.futilityZ(), 2))
                        + (point.z() == null ? ", to come" : ", observed z " + Wording.fixed(point.z(), 2)))
                .collect(Collectors.joining(". ", "", "."));
    }

    private Section power() {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(Block.Fact.of(
                "Conditional power under the planned effect",
                Wording.percent(result.conditionalPower().design())));
        facts.add(Block.Fact.of(
                "Conditional power under the effect seen so far",
                Wording.percent(result.conditionalPower().trend())));
        if (finding != null && finding.power() != null) {
            facts.add(Block.Fact.of(
                    "Predictive power, flat prior for the effect",
                    finding.power().predictive() == null
                            ? "none at the last look"
                            : Wording.percent(finding.power().predictive())));
        }
        return Section.headed("Conditional and predictive power")
                .facts(
                        estimates(
                                "Probability of crossing the efficacy boundary at a later look, given this look's z."),
                        facts)
                .end();
    }

    private String estimates(String what) {
        return what + " Estimand: " + Wording.sentence(result.estimand().label()) + " Data cut " + caption.dataCut()
                + ".";
    }
}
