package org.equipoise.ecrf.domain.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.study.Window;

/**
 * The times of an event for one subject.
 *
 * @param event the event
 * @param anchor the instant that its times are measured from; empty while unknown, and for events without an anchor
 * @param expectation when the event is looked for while its anchor is unknown; empty if nothing says so, or nothing that does is known
 */
public record EventTiming(StudyEvent event, Optional<Instant> anchor, Optional<Expectation> expectation) {
    /**
     * The first of an event's expectations whose anchor is known.
     *
     * @param times the times
     * @param binding whether the event's own anchor is judged by them
     */
    public record Expectation(Times times, boolean binding) {}

    /**
     * When something should and may happen.
     *
     * @param target the intended time
     * @param from the first minute at which it may happen
     * @param to the last minute at which it may happen
     */
    public record Times(Optional<Instant> target, Optional<Instant> from, Optional<Instant> to) {
        /**
         * Tells whether an instant lies between both ends, compared by the minute.
         *
         * @param at the instant
         * @return true if it is not before the first nor after the last minute
         */
        public boolean contain(Instant at) {
            Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
            return from.filter(minute::isBefore).isEmpty()
                    && to.filter(minute::isAfter).isEmpty();
        }
    }

    /** What remains to be done at an event, as far as the reader may know. */
    public enum Work {
        /** A required form was not entered. */
        OUTSTANDING,
        /** All required forms were entered. */
        FINISHED,
        /** Nothing is required. */
        NONE
    }

    /**
     * The times of an event.
     *
     * @param event the event
     * @param anchors the subject's anchors
     * @return its times
     */
    public static EventTiming of(StudyEvent event, Anchors anchors) {
        return new EventTiming(
                event,
                event.anchor().flatMap(anchors::at),
                event.expected().stream()
                        .flatMap(expected ->
                                anchors.at(expected.anchor()).map(from -> expectation(expected, from)).stream())
                        .findFirst());
    }

    private static Expectation expectation(StudyEvent.Expected expected, Instant from) {
        Times times = new Times(
                Optional.of(from.plus(expected.target())),
                Optional.of(expected.window().opens(from)),
                Optional.of(expected.window().closes(from)));
        return new Expectation(times, expected.binding());
    }

    /**
     * When the event should and may happen, as far as that is known: by its own anchor or, while that is unknown, where it is
     * expected.
     *
     * @return the times; all empty if neither is known
     */
    public Times times() {
        Optional<Times> expected = expectation.filter(any -> anchor.isEmpty()).map(Expectation::times);
        return expected.orElseGet(() -> new Times(target(), from(), to()));
    }

    /**
     * The binding expectation outside which the event began.
     *
     * @return its times; empty if the event has not begun, or not outside, or nothing binds it
     */
    public Optional<Times> begunOutside() {
        return expectation
                .filter(Expectation::binding)
                .map(Expectation::times)
                .filter(times -> anchor.filter(at -> !times.contain(at)).isPresent());
    }

    /**
     * Whether nobody looks any more for the beginning of the event: it has not begun, and so long after it was expected that it counts as
     * missed.
     *
     * @param asOf the instant at which the question is asked
     * @return true if it was missed
     */
    public boolean neverBegan(Instant asOf) {
        Optional<Instant> last = expectation.flatMap(found -> found.times().to());
        Instant minute = asOf.truncatedTo(ChronoUnit.MINUTES);
        return anchor.isEmpty()
                && event.missedAfter()
                        .flatMap(grace -> last.map(closed -> closed.plus(grace)))
                        .filter(minute::isAfter)
                        .isPresent();
    }

    /**
     * The intended time.
     *
     * @return the anchor plus the target; empty while unknown, and for events without a target
     */
    public Optional<Instant> target() {
        return anchor.flatMap(at -> event.target().map(at::plus));
    }

    /**
     * The first minute at which the event may happen.
     *
     * @return the start of the window; empty while unknown, and for events without a window
     */
    public Optional<Instant> from() {
        return anchor.flatMap(at -> event.window().map(window -> window.opens(at)));
    }

    /**
     * The last minute at which the event may happen.
     *
     * @return the end of the window; empty while unknown, and for events without a window
     */
    public Optional<Instant> to() {
        return anchor.flatMap(at -> event.window().map(window -> window.closes(at)));
    }

    /**
     * Tells whether an observation lies in the window.
     *
     * @param observed when the observation was made
     * @return true or false, or empty if there is no window to judge by
     */
    public Optional<Boolean> inWindow(Instant observed) {
        Optional<Window> window = event.window();
        return anchor.flatMap(at -> window.map(span -> span.contains(at, observed)));
    }

    /**
     * Where the event stands, by its own anchor or where it is expected. Without an anchor an event can be done at any time; an event
     * of which nothing is required is over when its window has closed, and one that has not begun then waits.
     *
     * @param asOf the instant at which the question is asked
     * @param work what remains to be done
     * @return the state
     */
    public EventState state(Instant asOf, Work work) {
        if (work == Work.FINISHED) {
            return EventState.DONE;
        }
        if (event.anchor().isEmpty()) {
            return EventState.IN_WINDOW;
        }
        if (anchor.isEmpty() && expectation.isEmpty()) {
            return EventState.WAITING;
        }
        Times times = times();
        Optional<Instant> opens = times.from().or(times::target);
        if (opens.filter(asOf::isBefore).isPresent()) {
            return EventState.NOT_YET;
        }
        if (times.to().filter(asOf.truncatedTo(ChronoUnit.MINUTES)::isAfter).isEmpty()) {
            return EventState.IN_WINDOW;
        }
        if (work == Work.OUTSTANDING) {
            return EventState.LATE;
        }
        return anchor.isPresent() ? EventState.DONE : EventState.WAITING;
    }
}
