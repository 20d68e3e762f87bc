package org.equipoise.ecrf.domain.study;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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

    /**
     * The form of an event whose item is the event's own anchor, such as the record of an infusion that says when it started.
     *
     * @param event the event
     * @return the form's id; empty if the event is measured from elsewhere, or from no item
     */
    public Optional<String> beginning(StudyEvent event) {
        return event.anchor()
                .map(anchors::get)
                .filter(AnchorSource.AtItem.class::isInstance)
                .map(source -> ((AnchorSource.AtItem) source).path())
                .filter(path -> path.event().equals(event.id()))
                .map(ItemPath::form);
    }

    /**
     * Where the instants come from that judge when a form of an event was completed: the event's anchor and, if the form says when the
     * event began, those of its binding expectations.
     *
     * @param event the event
     * @param form the form's id
     * @return the sources
     */
    public Set<AnchorSource> judging(StudyEvent event, String form) {
        Set<AnchorSource> sources = new HashSet<>();
        event.anchor().map(anchors::get).ifPresent(sources::add);
        if (beginning(event).equals(Optional.of(form))) {
            event.expected().stream()
                    .filter(StudyEvent.Expected::binding)
                    .map(StudyEvent.Expected::anchor)
                    .map(anchors::get)
                    .filter(Objects::nonNull)
                    .forEach(sources::add);
        }
        return sources;
    }
}
