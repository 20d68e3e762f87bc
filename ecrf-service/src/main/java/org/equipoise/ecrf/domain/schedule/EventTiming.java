package org.equipoise.ecrf.domain.schedule;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.study.Window;

/**
 * The times of an event for one subject.
 *
 * @param event the event
 * @param anchor the instant that its times are measured from; empty while unknown, and for events without an anchor
 * @param expectedFrom the instant that the time at which it is looked for is measured from; empty while unknown, without one, and
 *     once the anchor is known
 */
public record EventTiming(StudyEvent event, Optional<Instant> anchor, Optional<Instant> expectedFrom) {
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
        Optional<Instant> own = event.anchor().flatMap(anchors::at);
        return new EventTiming(
                event,
                own,
                own.isPresent()
                        ? Optional.empty()
                        : event.expected().map(StudyEvent.Expected::anchor).flatMap(anchors::at));
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
     * Where the event stands. Without an anchor an event can be done at any time; an event of which nothing is required is
     * over when its window has closed.
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
        if (anchor.isEmpty()) {
            return EventState.WAITING;
        }
        Optional<Instant> opens = from().or(this::target);
        if (opens.isPresent() && asOf.isBefore(opens.get())) {
            return EventState.NOT_YET;
        }
        boolean open = event.window().isEmpty() || inWindow(asOf).orElse(true);
        if (open) {
            return EventState.IN_WINDOW;
        }
        return work == Work.NONE ? EventState.DONE : EventState.LATE;
    }
}
