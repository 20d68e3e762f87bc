package org.equipoise.ecrf.domain.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.SafetyDefinition;

/**
 * A compiled clock for reports about serious adverse events.
 *
 * <p>It runs on each report that it applies to. If the study says which events call for a report, it runs on those that have none yet
 * as well, and the first report takes the running clock over when it is entered: one clock for an event and its report, which started
 * at the earlier of the two times of awareness that they give. Of several reports about an event the one that starts earliest is the
 * first; on those that follow it up the clock starts at their own time.
 *
 * @param definition the clock as defined
 * @param when to which reports it applies; empty if to all
 * @param calls which events call for a report; empty if the study does not say
 */
public record ReportingClock(SafetyDefinition.Clock definition, Optional<Expression> when, Optional<Expression> calls) {
    /** Where a clock stands. */
    public enum State {
        /** Not stopped, and the time has not run out. */
        RUNNING,
        /** Stopped in time. */
        MET,
        /** Stopped after the time had run out. */
        MET_LATE,
        /** Not stopped, and the time has run out. */
        OVERDUE;

        /**
         * The name used in answers.
         *
         * @return for example {@code met-late}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A clock on one report, or on an event whose report is missing.
     *
     * @param clock which clock
     * @param report the report, or the event
     * @param isMissing whether the report is missing
     * @param state where it stands
     * @param started when it started
     * @param due the last instant at which it can be met
     * @param stopped when it was stopped; empty while it runs
     */
    public record Reading(
            SafetyDefinition.Clock clock,
            FormInstance report,
            boolean isMissing,
            State state,
            Instant started,
            Instant due,
            Optional<Instant> stopped) {
        /**
         * How late it is, or was.
         *
         * @param now the present instant
         * @return the time since it was due; empty if it is not late
         */
        public Optional<Duration> late(Instant now) {
            Instant until = stopped.orElse(now);
            return until.isAfter(due) ? Optional.of(Duration.between(due, until)) : Optional.empty();
        }
    }

    /**
     * Reads the clock on all reports of a subject and on the events without one. A time is met up to and including its last instant.
     *
     * @param casebook the subject's data, at least the reports and the events that call for them
     * @param now the present instant
     * @return the readings in the order of forms; none where the clock does not apply or has not started
     */
    public List<Reading> read(Casebook casebook, Instant now) {
        List<Reading> readings = new ArrayList<>();
        Map<FormInstance, Instant> events = calling(casebook);
        Map<FormInstance, FormInstance> first = firstReports(casebook, events.keySet());
        casebook.entered().forEach(instance -> {
            FormContent content = casebook.content(instance).orElseThrow();
            Optional<Instant> aware = about(instance, content, events.keySet())
                    .filter(event -> instance.equals(first.get(event)))
                    .flatMap(event -> explicit(casebook.content(event).orElseThrow()));
            started(instance, content)
                    .map(start -> reading(
                            instance,
                            false,
                            aware.filter(start::isAfter).orElse(start),
                            time(content, definition.stops()),
                            now))
                    .ifPresent(readings::add);
        });
        events.forEach((event, start) -> {
            if (!first.containsKey(event)) {
                readings.add(reading(event, true, start, Optional.empty(), now));
            }
        });
        return readings;
    }

    /** The report that takes the clock of an event over, by event; of equally early ones the first in the order of forms. */
    private Map<FormInstance, FormInstance> firstReports(Casebook casebook, Set<FormInstance> events) {
        Map<FormInstance, FormInstance> reports = new HashMap<>();
        Map<FormInstance, Instant> earliest = new HashMap<>();
        casebook.entered().forEach(instance -> {
            FormContent content = casebook.content(instance).orElseThrow();
            Optional<Instant> started = started(instance, content);
            about(instance, content, events)
                    .filter(event -> started.isPresent())
                    .filter(event ->
                            !earliest.containsKey(event) || started.get().isBefore(earliest.get(event)))
                    .ifPresent(event -> {
                        reports.put(event, instance);
                        earliest.put(event, started.get());
                    });
        });
        return reports;
    }

    /** The events that call for a report, with the time from which on. */
    private Map<FormInstance, Instant> calling(Casebook casebook) {
        Map<FormInstance, Instant> calling = new TreeMap<>();
        definition
                .calledForBy()
                .ifPresent(cause -> casebook.entered()
                        .filter(instance -> instance.form().equals(cause.form()))
                        .forEach(instance -> {
                            FormContent content = casebook.content(instance).orElseThrow();
                            boolean isCalling = calls.flatMap(condition -> condition.holds(content.values()))
                                    .orElse(false);
                            if (isCalling) {
                                calling.put(instance, explicit(content).orElse(content.occurredAt()));
                            }
                        }));
        return calling;
    }

    private Optional<Instant> explicit(FormContent event) {
        return definition.calledForBy().flatMap(SafetyDefinition.Cause::starts).flatMap(item -> time(event, item));
    }

    /** The event that a report is about. */
    private Optional<FormInstance> about(FormInstance report, FormContent content, Set<FormInstance> events) {
        Optional<ItemValue> number = definition
                .calledForBy()
                .filter(cause -> report.form().equals(definition.form()))
                .map(cause -> content.values().get(cause.number()));
        return events.stream()
                .filter(event -> number.equals(Optional.of(new ItemValue.IntegerValue(event.repeat()))))
                .findFirst();
    }

    /** When the clock starts on a report by itself; empty if it does not apply. */
    private Optional<Instant> started(FormInstance report, FormContent content) {
        boolean applies = report.form().equals(definition.form())
                && when.map(condition -> condition.holds(content.values()).orElse(false))
                        .orElse(true);
        return applies ? time(content, definition.starts()) : Optional.empty();
    }

    private Reading reading(
            FormInstance report, boolean isMissing, Instant start, Optional<Instant> stopped, Instant now) {
        Instant due = start.plus(definition.within());
        return new Reading(definition, report, isMissing, state(due, stopped, now), start, due, stopped);
    }

    private static State state(Instant due, Optional<Instant> stopped, Instant now) {
        if (stopped.isPresent()) {
            return stopped.get().isAfter(due) ? State.MET_LATE : State.MET;
        }
        return now.isAfter(due) ? State.OVERDUE : State.RUNNING;
    }

    private static Optional<Instant> time(FormContent content, String item) {
        return Optional.ofNullable(content.values().get(item))
                .filter(ItemValue.DateTimeValue.class::isInstance)
                .map(value -> ((ItemValue.DateTimeValue) value).value());
    }
}
