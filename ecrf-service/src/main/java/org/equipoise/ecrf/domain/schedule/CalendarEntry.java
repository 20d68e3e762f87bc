package org.equipoise.ecrf.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyEvent;

/**
 * One thing to do, or done, in a subject's calendar: a form of an event, or one of the readings that the event plans of it.
 *
 * @param event the event
 * @param form the form
 * @param category who may see it there
 * @param required whether the event is done only with it
 * @param planned when it should and may happen
 * @param state where it stands
 * @param actual what was entered; empty if nothing was
 * @param nextRepeat of a planned reading that was not entered: the repeat under which the form takes the next entry, the same for all
 *     such readings; empty otherwise, and if the form takes no more
 */
public record CalendarEntry(
        StudyEvent event,
        String form,
        FormCategory category,
        boolean required,
        Plan planned,
        CalendarState state,
        Optional<Actual> actual,
        Optional<Integer> nextRepeat) {
    /**
     * When something should and may happen. All times are empty while the anchor is unknown, unless the event
     * is expected.
     *
     * @param reading the reading's time from the anchor; empty for a form that is completed once
     * @param target the intended time
     * @param from the first minute at which it may happen
     * @param to the last minute at which it may happen
     */
    public record Plan(
            Optional<Duration> reading, Optional<Instant> target, Optional<Instant> from, Optional<Instant> to) {}

    /**
     * What was done.
     *
     * @param repeat the form's repeat
     * @param at when it was observed
     * @param fromTarget how much later than intended, negative if earlier; empty without a target
     * @param outsideBy how far outside the window, in whole minutes: negative if before it; empty if inside, or without a window
     * @param reason why it was outside its window, or why nothing has a value
     */
    public record Actual(
            int repeat,
            Instant at,
            Optional<Duration> fromTarget,
            Optional<Duration> outsideBy,
            Optional<String> reason) {}

    /**
     * How late it is.
     *
     * @param now the present instant
     * @return whole minutes since the last minute of the window; empty unless it is late or missed with nothing entered
     */
    public Optional<Duration> lateBy(Instant now) {
        boolean open = actual.isEmpty() && (state == CalendarState.LATE || state == CalendarState.MISSED);
        return planned.to()
                .filter(closed -> open)
                .map(closed -> Duration.between(closed, now.truncatedTo(ChronoUnit.MINUTES)));
    }
}
