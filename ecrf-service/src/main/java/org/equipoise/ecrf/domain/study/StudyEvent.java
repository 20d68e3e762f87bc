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
        boolean doseDay,
        boolean unscheduled,
        boolean repeating,
        Optional<String> repetition,
        Optional<Duration> missedAfter,
        Optional<String> onlyIf,
        List<ScheduledForm> forms) {
    /** Copies the forms. */
    public StudyEvent {
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
