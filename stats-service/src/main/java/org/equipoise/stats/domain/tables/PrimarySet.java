package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.Exclusion;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.ExcludedValue;

/**
 * The primary endpoint of all randomized subjects of a data cut, under the plan's data rules and the estimand's strategies;
 * derived without any arm. It serves closed and open findings alike.
 */
public final class PrimarySet {

    /** Identifier of the primary section. */
    public static final String SECTION = "PRIMARY";

    private PrimarySet() {}

    /**
     * Derives the endpoint. A subject without a baseline value, without a value to analyse at the primary visit, or without
     * the level of a factor of the model is excluded, with the first of these reasons that applies.
     *
     * @param plan the plan
     * @param records the data cut
     * @return the endpoint; its information is the number of rows
     */
    public static EndpointData of(AnalysisPlan plan, StudyRecords records) {
        return of(plan, new VisitValues(plan, records, new Listing()));
    }

    static EndpointData of(AnalysisPlan plan, VisitValues values) {
        PrimaryEndpoint primary = plan.primary();
        VisitValues.Target target = new VisitValues.Target(SECTION, primary.form(), primary.item(), plan.estimand());
        List<EndpointData.Row> rows = new ArrayList<>();
        List<Exclusion> exclusions = new ArrayList<>();
        List<EndpointData.OutOfWindow> late = new ArrayList<>();
        List<Subject> subjects = values.records().subjects().stream()
                .filter(Subject::randomized)
                .sorted(Comparator.comparing(Subject::subject))
                .toList();
        for (Subject subject : subjects) {
            OptionalDouble baseline = values.baseline(subject, target, primary.baseline());
            VisitValues.VisitValue visit = values.at(subject, target, primary.visit());
            Optional<Exclusion.Reason> reason = reason(primary, subject, baseline, visit);
            if (reason.isPresent()) {
                exclusions.add(new Exclusion(subject.subject(), reason.get()));
                list(values.listing(), primary, subject, reason.get());
                continue;
            }
            double start = baseline.getAsDouble();
            rows.add(new EndpointData.Row(
                    subject.subject(),
                    levels(primary, subject),
                    start,
                    visit.value().getAsDouble() - start));
            if (visit.outsideWindow() != null) {
                late.add(new EndpointData.OutOfWindow(subject.subject(), visit.outsideWindow()));
            }
        }
        return new EndpointData(rows, exclusions, late);
    }

    private static Optional<Exclusion.Reason> reason(
            PrimaryEndpoint primary, Subject subject, OptionalDouble baseline, VisitValues.VisitValue visit) {
        if (baseline.isEmpty()) {
            return Optional.of(Exclusion.Reason.BASELINE_MISSING);
        }
        if (visit.value().isEmpty()) {
            return Optional.of(visit.observed() ? Exclusion.Reason.VISIT_SET_ASIDE : Exclusion.Reason.VISIT_MISSING);
        }
        return primary.factors().stream()
                        .anyMatch(factor -> Trial.level(subject, factor).isEmpty())
                ? Optional.of(Exclusion.Reason.STRATUM_MISSING)
                : Optional.empty();
    }

    private static void list(Listing listing, PrimaryEndpoint primary, Subject subject, Exclusion.Reason reason) {
        String words = switch (reason) {
            case BASELINE_MISSING -> "no value at " + primary.baseline();
            case VISIT_MISSING -> "no value at " + primary.visit() + " by the data cut";
            case VISIT_SET_ASIDE -> "the value at " + primary.visit() + " is set aside by a rule of the plan";
            case STRATUM_MISSING -> "no level of a factor of the model";
        };
        listing.exclude(new ExcludedValue(SECTION, subject.subject(), null, reason.code(), words));
    }

    private static Map<String, String> levels(PrimaryEndpoint primary, Subject subject) {
        Map<String, String> levels = new LinkedHashMap<>();
        primary.factors()
                .forEach(factor ->
                        levels.put(factor, Trial.level(subject, factor).orElseThrow()));
        return levels;
    }
}
