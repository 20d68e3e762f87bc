package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events of a study and the anchors that their times are measured from.
 *
 * @param anchors where each anchor's instant comes from, by the anchor's name
 * @param events all events in the order of the protocol
 */
public record Schedule(Map<String, AnchorSource> anchors, List<StudyEvent> events) {
    /** Copies both. */
    public Schedule {
        anchors = Map.copyOf(anchors);
        events = List.copyOf(events);
    }

    /**
     * Finds an event.
     *
     * @param id the event's id
     * @return the event, or empty if the study has none of that id
     */
    public Optional<StudyEvent> event(String id) {
        return events.stream().filter(event -> event.id().equals(id)).findFirst();
    }
}
