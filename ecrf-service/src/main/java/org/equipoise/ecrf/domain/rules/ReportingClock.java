package org.equipoise.ecrf.domain.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.SafetyDefinition;

/**
 * A compiled clock for reports about serious adverse events.
 *
 * @param definition the clock as defined
 * @param when to which reports it applies; empty if to all
 */
public record ReportingClock(SafetyDefinition.Clock definition, Optional<Expression> when) {
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
     * A clock on one report.
     *
     * @param clock which clock
     * @param report the report
     * @param state where it stands
     * @param started when it started
     * @param due the last instant at which it can be met
     * @param stopped when it was stopped; empty while it runs
     */
    public record Reading(
            SafetyDefinition.Clock clock,
            FormInstance report,
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
     * Reads the clock on a report. A time is met up to and including its last instant.
     *
     * @param report the report
     * @param content what it says
     * @param now the present instant
     * @return the reading; empty if the clock does not apply or has not started
     */
    public Optional<Reading> read(FormInstance report, FormContent content, Instant now) {
        boolean applies = report.form().equals(definition.form())
                && when.map(condition -> condition.holds(content.values()).orElse(false))
                        .orElse(true);
        Optional<Instant> started = applies ? time(content, definition.starts()) : Optional.empty();
        return started.map(start -> {
            Instant due = start.plus(definition.within());
            Optional<Instant> stopped = time(content, definition.stops());
            return new Reading(definition, report, state(due, stopped, now), start, due, stopped);
        });
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
