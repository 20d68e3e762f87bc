package org.equipoise.stats.domain.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The primary endpoint of all randomized subjects, derived without any arm.
 *
 * <p>Rules, in this order for each subject:
 *
 * <ol>
 *   <li>The value of an event is that of the lowest repeat that has one. A repeat recorded as missing has none.
 *   <li>A subject without a baseline value, without a value at the primary visit, or without the level of a factor of the
 *       model is excluded, with the first of these reasons that applies.
 *   <li>The change is visit minus baseline, so that a negative change is a fall.
 *   <li>A value measured outside the visit's window is used all the same, because the estimand asks for all randomized
 *       subjects, and is listed.
 * </ol>
 *
 * @param rows the subjects who enter the model, ordered by subject
 * @param exclusions the randomized subjects who do not, ordered by subject
 * @param outOfWindow those of the rows whose visit was measured outside its window, ordered by subject
 */
public record EndpointData(List<Row> rows, List<Exclusion> exclusions, List<OutOfWindow> outOfWindow) {

    /** Takes copies of the lists. */
    public EndpointData {
        rows = List.copyOf(rows);
        exclusions = List.copyOf(exclusions);
        outOfWindow = List.copyOf(outOfWindow);
    }

    /**
     * One subject in the model.
     *
     * @param subject subject identifier
     * @param levels level of each factor of the model, in the model's order
     * @param baseline baseline value, in units of the item
     * @param change visit value minus baseline value
     */
    public record Row(String subject, Map<String, String> levels, double baseline, double change) {}

    /**
     * A visit value measured outside its window.
     *
     * @param subject subject identifier
     * @param occurredAt when it was measured
     */
    public record OutOfWindow(String subject, Instant occurredAt) {}

    /**
     * Derives the endpoint.
     *
     * @param endpoint the primary endpoint
     * @param subjects all randomized subjects as of the data cut, each once
     * @return the derived data
     */
    public static EndpointData derive(PrimaryEndpoint endpoint, List<ObservedSubject> subjects) {
        List<Row> rows = new ArrayList<>();
        List<Exclusion> exclusions = new ArrayList<>();
        List<OutOfWindow> outOfWindow = new ArrayList<>();
        for (ObservedSubject subject : inOrder(subjects)) {
            Optional<ObservedSubject.ObservedValue> baseline = valueAt(subject, endpoint.baseline());
            Optional<ObservedSubject.ObservedValue> visit = valueAt(subject, endpoint.visit());
            Optional<Exclusion.Reason> reason = reasonToExclude(endpoint, subject, baseline, visit);
            if (reason.isPresent()) {
                exclusions.add(new Exclusion(subject.subject(), reason.get()));
                continue;
            }
            ObservedSubject.ObservedValue measured = visit.orElseThrow();
            double start = baseline.orElseThrow().value();
            rows.add(new Row(subject.subject(), levels(endpoint, subject), start, measured.value() - start));
            if (!measured.inWindow()) {
                outOfWindow.add(new OutOfWindow(subject.subject(), measured.occurredAt()));
            }
        }
        return new EndpointData(rows, exclusions, outOfWindow);
    }

    /**
     * Information: the number of subjects with primary endpoint data.
     *
     * @return the number of rows
     */
    public int information() {
        return rows.size();
    }

    /**
     * The number of coefficients in the endpoint's model: intercept, baseline, the levels of each factor but one, arm.
     *
     * @param endpoint the primary endpoint
     * @return the number; a fit needs more rows than that
     */
    public int coefficients(PrimaryEndpoint endpoint) {
        int coefficients = 3;
        for (String factor : endpoint.factors()) {
            long levels = rows.stream()
                    .map(row -> row.levels().get(factor))
                    .distinct()
                    .count();
            coefficients += Math.max(0, (int) levels - 1);
        }
        return coefficients;
    }

    /**
     * Mean change over all arms together.
     *
     * @return the mean in units of the item; empty without rows
     */
    public OptionalDouble pooledMean() {
        return rows.stream().mapToDouble(Row::change).average();
    }

    /**
     * Standard deviation of the change over all arms together, with divisor n &minus; 1.
     *
     * @return the standard deviation in units of the item; empty with fewer than two rows
     */
    public OptionalDouble pooledStandardDeviation() {
        return Moments.standardDeviation(rows.stream().mapToDouble(Row::change).toArray());
    }

    private static List<ObservedSubject> inOrder(List<ObservedSubject> subjects) {
        return subjects.stream()
                .sorted(Comparator.comparing(ObservedSubject::subject))
                .toList();
    }

    private static Optional<Exclusion.Reason> reasonToExclude(
            PrimaryEndpoint endpoint,
            ObservedSubject subject,
            Optional<ObservedSubject.ObservedValue> baseline,
            Optional<ObservedSubject.ObservedValue> visit) {
        if (baseline.isEmpty()) {
            return Optional.of(Exclusion.Reason.BASELINE_MISSING);
        }
        if (visit.isEmpty()) {
            return Optional.of(Exclusion.Reason.VISIT_MISSING);
        }
        return endpoint.factors().stream().anyMatch(factor -> subject.level(factor) == null)
                ? Optional.of(Exclusion.Reason.STRATUM_MISSING)
                : Optional.empty();
    }

    private static Optional<ObservedSubject.ObservedValue> valueAt(ObservedSubject subject, String event) {
        return subject.values().stream()
                .filter(value -> value.event().equals(event) && value.value() != null)
                .min(Comparator.comparingInt(ObservedSubject.ObservedValue::repeat));
    }

    private static Map<String, String> levels(PrimaryEndpoint endpoint, ObservedSubject subject) {
        Map<String, String> levels = new LinkedHashMap<>();
        endpoint.factors().forEach(factor -> levels.put(factor, subject.level(factor)));
        return levels;
    }
}
