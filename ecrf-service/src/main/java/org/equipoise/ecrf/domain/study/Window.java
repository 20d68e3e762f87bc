package org.equipoise.ecrf.domain.study;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The span around an anchor in which an event may happen, for example from 35 to 45 minutes after the start of the infusion.
 *
 * <p>Both ends belong to the window, and times are compared by the minute, because sites record minutes: with a start of
 * infusion at 09:00 and {@code to = PT45M}, an observation at 09:45:59 is inside and one at 09:46:00 is outside.
 *
 * @param from earliest time relative to the anchor; negative means before it
 * @param to latest time relative to the anchor; not before {@code from}
 */
public record Window(Duration from, Duration to) {
    /**
     * Refuses a window that ends before it starts.
     *
     * @throws IllegalArgumentException if {@code to} is before {@code from}
     */
    public Window {
        if (to.compareTo(from) < 0) {
            throw new IllegalArgumentException("A window from " + from + " cannot end at " + to);
        }
    }

    /**
     * Tells whether an observation lies in the window of an anchor.
     *
     * @param anchor the instant from which the window is measured
     * @param observed when the observation was made
     * @return true from the first to the last minute of the window, both included
     */
    public boolean contains(Instant anchor, Instant observed) {
        Instant minute = observed.truncatedTo(ChronoUnit.MINUTES);
        return !minute.isBefore(opens(anchor)) && !minute.isAfter(closes(anchor));
    }

    /**
     * The first minute of the window.
     *
     * @param anchor the instant from which the window is measured
     * @return the start of that minute
     */
    public Instant opens(Instant anchor) {
        return anchor.plus(from).truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * The last minute of the window.
     *
     * @param anchor the instant from which the window is measured
     * @return the start of that minute, which still belongs to the window as a whole
     */
    public Instant closes(Instant anchor) {
        return anchor.plus(to).truncatedTo(ChronoUnit.MINUTES);
    }
}
