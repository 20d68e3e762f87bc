package org.equipoise.stats.domain.tables;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords;

/**
 * When visits are due. Time zero of a subject is the moment in the plan's item (the start of the infusion, say), or the
 * randomization where the plan names none or the item has no value yet.
 */
final class VisitSchedule {

    private final PlannedAnalyses.DataRules rules;
    private final Map<String, Window> windows = new HashMap<>();

    /** A visit's target and window from time zero; the limits are inclusive. */
    record Window(Duration at, Duration from, Duration to) {}

    VisitSchedule(PlannedAnalyses.DataRules rules) {
        this.rules = rules;
        rules.visits()
                .forEach(visit -> windows.put(
                        visit.event(),
                        new Window(
                                Duration.parse(visit.at()), Duration.parse(visit.from()), Duration.parse(visit.to()))));
    }

    Optional<Window> window(String event) {
        return Optional.ofNullable(windows.get(event));
    }

    /** Time zero of a randomized subject. */
    Instant timeZero(StudyRecords.Subject subject) {
        PlannedAnalyses.ItemAddress address = rules.timeZero();
        return address == null
                ? subject.randomizedAt()
                : FormValues.of(subject, address.form())
                        .filter(form -> form.event().equals(address.event()))
                        .flatMap(form -> FormValues.moment(form, address.item()).stream())
                        .findFirst()
                        .orElse(subject.randomizedAt());
    }

    /** The target of a visit; empty where the plan gives none. */
    Optional<Instant> target(StudyRecords.Subject subject, String event) {
        return window(event).map(window -> timeZero(subject).plus(window.at()));
    }

    /** Whether a value of a visit can be expected by a moment: its window has closed, or the plan gives none. */
    boolean due(StudyRecords.Subject subject, String event, Instant by) {
        return window(event)
                .map(window -> !timeZero(subject).plus(window.to()).isAfter(by))
                .orElse(true);
    }

    /** Whether a moment lies in a visit's window; true where the plan gives none. */
    boolean within(StudyRecords.Subject subject, String event, Instant moment) {
        return window(event)
                .map(window -> {
                    Instant zero = timeZero(subject);
                    return !moment.isBefore(zero.plus(window.from())) && !moment.isAfter(zero.plus(window.to()));
                })
                .orElse(true);
    }
}
