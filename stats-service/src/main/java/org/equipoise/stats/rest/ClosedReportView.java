package org.equipoise.stats.rest;

import java.util.List;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.domain.analysis.Estimand;

/** A closed result in the words and digits of its report. */
record ClosedReportView(
        ClosedResult result,
        Estimand estimand,
        String title,
        String decision,
        String dataCut,
        String fraction,
        List<ArmRow> arms,
        List<Line> comparison,
        List<Line> boundary,
        List<LookRow> looks,
        List<Line> exclusions,
        List<Line> outOfWindow,
        String designPower,
        String trendPower) {

    static ClosedReportView of(ClosedResult result) {
        return new ClosedReportView(
                result,
                result.estimand(),
                "Closed interim analysis of " + result.study() + ", look " + result.look()
                        + (result.run() > 1 ? " (run " + result.run() + ")" : ""),
                sentence(result),
                Wording.minute(result.dataCut()),
                Wording.percent(result.information().fraction()),
                result.arms().stream().map(ArmRow::of).toList(),
                comparison(result.comparison()),
                boundary(result.boundary()),
                result.path().stream().map(LookRow::of).toList(),
                result.exclusions().stream()
                        .map(excluded -> new Line(excluded.subject(), Wording.reason(excluded.reason())))
                        .toList(),
                result.outOfWindow().stream()
                        .map(late -> new Line(late.subject(), Wording.minute(late.occurredAt())))
                        .toList(),
                Wording.percent(result.conditionalPower().design()),
                Wording.percent(result.conditionalPower().trend()));
    }

    private static String sentence(ClosedResult result) {
        String z = "z = " + Wording.fixed(result.comparison().z(), 3);
        String efficacy = Wording.fixed(result.boundary().efficacyZ(), 3);
        return switch (result.decision()) {
            case "stop-efficacy" -> "Efficacy boundary crossed: " + z + " is above " + efficacy + ".";
            case "stop-futility" ->
                result.boundary().futilityZ() == null
                        ? "Last look, efficacy boundary not crossed: " + z + " is not above " + efficacy + "."
                        : "Below the non-binding futility boundary: " + z + ", boundary "
                                + Wording.fixed(result.boundary().futilityZ(), 3) + ".";
            case "continue" -> "No boundary crossed: " + z + ", efficacy boundary " + efficacy + ".";
            default -> throw new IllegalStateException("unknown decision");
        };
    }

    private static List<Line> comparison(ClosedResult.Comparison comparison) {
        return List.of(
                new Line(
                        "Difference of adjusted means, " + comparison.contrast().replace("-", " minus "),
                        Wording.fixed(comparison.estimate(), 2)),
                new Line("Standard error", Wording.fixed(comparison.standardError(), 3)),
                new Line(
                        "95 % confidence interval, not adjusted for the looks",
                        Wording.fixed(comparison.ci95().get(0), 2) + " to "
                                + Wording.fixed(comparison.ci95().get(1), 2)),
                new Line(
                        "t, degrees of freedom",
                        Wording.fixed(comparison.t(), 3) + ", " + Wording.fixed(comparison.df(), 0)),
                new Line("z, positive in favour of the experimental arm", Wording.fixed(comparison.z(), 3)),
                new Line("One-sided p-value", Wording.pValue(comparison.pOneSided())));
    }

    private static List<Line> boundary(ClosedResult.Boundary boundary) {
        return List.of(
                new Line("Efficacy boundary (z)", Wording.fixed(boundary.efficacyZ(), 4)),
                new Line("Futility boundary (z), non-binding", Wording.fixed(boundary.futilityZ(), 4)),
                new Line("Nominal one-sided level of this look", Wording.fixed(boundary.nominalAlpha(), 6)),
                new Line("Alpha spent up to this look", Wording.fixed(boundary.cumulativeAlpha(), 6)));
    }

    record Line(String name, String value) {}

    record ArmRow(String label, int n, String mean, String sd, String adjustedMean, String standardError) {

        static ArmRow of(ClosedResult.ArmResult arm) {
            return new ArmRow(
                    arm.label(),
                    arm.n(),
                    Wording.fixed(arm.mean(), 2),
                    Wording.fixed(arm.sd(), 2),
                    Wording.fixed(arm.lsMean(), 2),
                    Wording.fixed(arm.se(), 3));
        }
    }

    record LookRow(int look, int information, String efficacy, String futility, String z) {

        static LookRow of(ClosedResult.PathPoint point) {
            return new LookRow(
                    point.look(),
                    point.information(),
                    Wording.fixed(point.efficacyZ(), 3),
                    Wording.fixed(point.futilityZ(), 3),
                    point.z() == null ? "to come" : Wording.fixed(point.z(), 3));
        }
    }
}
