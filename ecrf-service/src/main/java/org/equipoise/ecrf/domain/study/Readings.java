package org.equipoise.ecrf.domain.study;

import java.time.Duration;
import java.util.List;

/**
 * Moments within an event at which a form is to be completed again and again, such as vital signs every ten minutes.
 *
 * @param at the moments relative to the event's anchor, in order
 * @param tolerance how much earlier or later a reading may be and still count as that one
 */
public record Readings(List<Duration> at, Duration tolerance) {
    /** Copies the list. */
    public Readings {
        at = List.copyOf(at);
    }

    /**
     * The window of one reading.
     *
     * @param moment one of the moments
     * @return from the tolerance before to the tolerance after, both included
     */
    public Window window(Duration moment) {
        return new Window(moment.minus(tolerance), moment.plus(tolerance));
    }
}
