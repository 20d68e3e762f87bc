package org.equipoise.ecrf.domain.study;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A planned occasion at which forms are completed: a visit, or a point of the minute grid of a dose day.
 *
 * @param id short name in capitals, unique in the study
 * @param name what people call it
 * @param anchor the anchor that target and window are measured from; none for events that can happen at any time
 * @param target the intended time relative to the anchor
 * @param window the permitted times relative to the anchor
 * @param expected when the event is looked for while its own anchor is unknown, such as the next dose of a cycle: the first of them whose
 *     anchor is known counts
 * @param doseDay whether the event belongs to a dose day
 * @param unscheduled whether the event happens only when it is needed
 * @param repeating whether the event can happen more than once; its forms then have repeats
 * @param repetition which repetition of a cycle the event belongs to, such as {@code D2}; paths are then looked for in that
 *     repetition first
 * @param missedAfter how long after its window an event whose forms are still empty counts as missed; never without it
 * @param onlyIf the condition under which the event happens at all; none if it always does
 * @param forms the forms, in the order in which they are completed
 */
public record StudyEvent(
        String id,
        String name,
        Optional<String> anchor,
        Optional<Duration> target,
        Optional<Window> window,
        List<Expected> expected,
        boolean doseDay,
        boolean unscheduled,
        boolean repeating,
        Optional<String> repetition,
        Optional<Duration> missedAfter,
        Optional<String> onlyIf,
        List<ScheduledForm> forms) {
    /**
     * When an event is looked for that has not begun. Once the event's own anchor is known, what is entered is judged by the event's
     * target and window, and not by this; but a binding expectation goes on judging that anchor itself, such as the start of a dose.
     *
     * @param anchor another anchor
     * @param target the intended time relative to that anchor
     * @param window the times relative to that anchor before which the event is not due, and after which it is late
     * @param binding whether an own anchor outside the window is an observation outside its window
     */
    public record Expected(String anchor, Duration target, Window window, boolean binding) {}

    /** Copies the lists. */
    public StudyEvent {
        expected = List.copyOf(expected);
        forms = List.copyOf(forms);
    }

    /**
     * Finds a form that this event asks for.
     *
     * @param form the form's id
     * @return the schedule entry, or empty if the event does not ask for the form
     */
    public Optional<ScheduledForm> scheduled(String form) {
        return forms.stream().filter(entry -> entry.form().equals(form)).findFirst();
    }
}
