package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Looks into a schedule's events. */
public final class ScheduleEvents {

    private ScheduleEvents() {}

    /**
     * Finds an event.
     *
     * @param schedule anything that has events
     * @param event the event's id
     * @return the event, or empty if there is none of that id
     */
    public static Optional<JsonNode> find(JsonNode schedule, String event) {
        return StreamSupport.stream(schedule.path("events").spliterator(), false)
                .filter(candidate -> candidate.path("id").asText().equals(event))
                .findFirst();
    }

    static boolean has(JsonNode schedule, String event) {
        return find(schedule, event).isPresent();
    }

    static boolean asksFor(JsonNode schedule, String event, String form) {
        return find(schedule, event).filter(found -> listed(found, form)).isPresent();
    }

    static boolean anyAsksFor(JsonNode schedule, String form) {
        return StreamSupport.stream(schedule.path("events").spliterator(), false)
                .anyMatch(event -> listed(event, form));
    }

    private static boolean listed(JsonNode event, String form) {
        return StreamSupport.stream(event.path("forms").spliterator(), false)
                .anyMatch(entry -> entry.path("form").asText().equals(form));
    }
}
