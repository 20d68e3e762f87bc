package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.ancova.Ancova;
import org.equipoise.stats.domain.ancova.AncovaData;
import org.equipoise.stats.domain.ancova.AncovaFit;
import org.equipoise.stats.domain.ancova.Covariate;
import org.equipoise.stats.domain.ancova.Factor;
import org.equipoise.stats.domain.findings.ArmMean;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.SubgroupFinding;
import org.equipoise.stats.domain.findings.TestResult;
import org.equipoise.stats.domain.numerics.ChiSquared;

/**
 * The primary comparison within the levels of a factor: change ~ baseline + arm in each level, and Cochran's Q = &Sigma; w(d &minus;
 * d&#772;)&sup2; with w = 1/s&sup2; over the levels' differences d (Biometrics 1954;10:101).
 */
final class SubgroupSection {

    private final Trial trial;
    private final Map<String, String> labelOf;
    private final EndpointData endpoint;

    SubgroupSection(Trial trial, EndpointData endpoint) {
        this.trial = trial;
        this.endpoint = endpoint;
        this.labelOf = trial.subjects().stream()
                .collect(Collectors.toMap(one -> one.subject().subject(), Trial.Enrolled::label));
    }

    SubgroupFinding finding(PlannedAnalyses.Subgroup planned) {
        Map<String, String> levelOf = trial.subjects().stream()
                .filter(one -> Trial.level(one.subject(), planned.factor()).isPresent())
                .collect(Collectors.toMap(
                        one -> one.subject().subject(),
                        one -> Trial.level(one.subject(), planned.factor()).orElseThrow()));
        Map<String, List<EndpointData.Row>> byLevel = new TreeMap<>();
        endpoint.rows().stream()
                .filter(row -> levelOf.containsKey(row.subject()))
                .forEach(row -> byLevel.computeIfAbsent(levelOf.get(row.subject()), level -> new ArrayList<>())
                        .add(row));
        List<SubgroupFinding.Level> levels = new ArrayList<>();
        byLevel.forEach((level, rows) -> levels.add(level(level, rows)));
        List<Difference> differences = levels.stream()
                .map(SubgroupFinding.Level::difference)
                .filter(Objects::nonNull)
                .toList();
        Outcome<List<Difference>> outcome = differences.isEmpty()
                ? Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "No level of " + planned.factor() + " has enough subjects in both arms.",
                        "Wait for more primary endpoint data.")
                : Outcome.computed(differences);
        return new SubgroupFinding(
                new Heading(
                        planned.id(),
                        planned.label(),
                        trial.plan().estimand().label(),
                        "Within each level: analysis of covariance of the change with baseline and arm. Cochran's Q"
                                + " compares the levels. Descriptive; no correction for several subgroups."),
                SectionOutcome.of(outcome),
                planned.factor(),
                levels,
                interaction(differences));
    }

    private SubgroupFinding.Level level(String level, List<EndpointData.Row> rows) {
        List<String> labels =
                rows.stream().map(row -> labelOf.get(row.subject())).toList();
        Outcome<AncovaFit> fit = Ancova.withDefaults()
                .fit(new AncovaData(
                        rows.stream().map(EndpointData.Row::change).toList(),
                        List.of(Covariate.of(
                                "baseline",
                                rows.stream().map(EndpointData.Row::baseline).toList())),
                        List.of(),
                        new Factor("arm", Trial.LABELS, labels)));
        List<ArmMean> arms = Trial.LABELS.stream()
                .map(label -> {
                    double[] changes = rows.stream()
                            .filter(row -> labelOf.get(row.subject()).equals(label))
                            .mapToDouble(EndpointData.Row::change)
                            .toArray();
                    return LongitudinalSection.raw(label, changes);
                })
                .toList();
        return new SubgroupFinding.Level(
                level,
                arms,
                fit.map(found -> PrimarySection.difference(found.contrast(ArmLabels.B, ArmLabels.A)))
                        .value()
                        .orElse(null));
    }

    private static TestResult interaction(List<Difference> differences) {
        if (differences.size() < 2 || differences.stream().anyMatch(difference -> !(difference.standardError() > 0))) {
            return null;
        }
        double weights = 0;
        double sum = 0;
        for (Difference difference : differences) {
            double weight = 1 / (difference.standardError() * difference.standardError());
            weights += weight;
            sum += weight * difference.estimate();
        }
        double q = 0;
        for (Difference difference : differences) {
            double distance = (difference.estimate() - sum / weights) / difference.standardError();
            q += distance * distance;
        }
        int degrees = differences.size() - 1;
        return new TestResult("Cochran's Q of the levels' differences", q, degrees, ChiSquared.above(q, degrees));
    }
}
