package org.equipoise.ecrf.domain.study;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What counts as a relapse, among whom and from when on.
 *
 * @param among the condition that makes a subject one who can relapse
 * @param from the event from whose end on, its own observations excluded, relapses count
 * @param score what is relapse if it is found twice
 * @param events what is relapse if it happens once
 */
public record RelapseDefinition(String among, String from, RepeatedScore score, List<Single> events) {
    /** Copies the list. */
    public RelapseDefinition {
        events = List.copyOf(events);
    }

    /**
     * A score that must be found twice.
     *
     * @param form the form, wherever it is asked
     * @param item the score
     * @param at the date-time item of the observation; without it, the form's own time
     * @param when CEL expression over {@code value}; true means that the score qualifies
     * @param apart the least time from the first to the confirming observation
     * @param atMost the longest such time
     */
    public record RepeatedScore(
            String form, String item, Optional<String> at, String when, Duration apart, Duration atMost) {}

    /**
     * Something that is a relapse by itself.
     *
     * @param id its name, for example {@code hospitalization}
     * @param form the form, wherever it is asked
     * @param when CEL expression over the form's items
     * @param at the date-time, date or partial-date item that says when; without it, the form's own time
     */
    public record Single(String id, String form, String when, Optional<String> at) {}
}
