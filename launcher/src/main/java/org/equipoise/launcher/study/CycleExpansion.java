package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Writes the repetitions of a schedule's cycles out as plain events.
 *
 * <p>Repetition k of a cycle with prefix P turns its event X into {@code Pk_X} and its anchor {@code a} into
 * {@code aPk}, whose source moves to {@code Pk_X} if X is an event of the cycle. An event or form with {@code only}
 * exists in the named repetitions alone. With {@code every} the first event of each later repetition is
 * expected, as long as its anchor is unknown, so many intervals after the first repetition's anchor, give or take the tolerance. The event says in {@code repetition} that it is {@code Pk}'s, so that the eCRF service
 * looks for the paths of its forms' checks in the same repetition first.
 */
final class CycleExpansion {

    private final ObjectNode anchors = JsonNodeFactory.instance.objectNode();
    private final ArrayNode events = JsonNodeFactory.instance.arrayNode();

    private CycleExpansion(JsonNode schedule) {
        schedule.path("anchors").properties().forEach(anchor -> anchors.set(anchor.getKey(), anchor.getValue()));
        schedule.path("events").forEach(events::add);
        schedule.path("cycles").forEach(this::expand);
    }

    /**
     * Expands a schedule.
     *
     * @param schedule the content of schedule.yaml
     * @return anchors, conditions and events, without cycles
     */
    static ObjectNode of(JsonNode schedule) {
        CycleExpansion expansion = new CycleExpansion(schedule);
        ObjectNode expanded = JsonNodeFactory.instance.objectNode();
        expanded.set("anchors", expansion.anchors);
        for (String whole : List.of("conditions", "outOfWindow")) {
            if (schedule.has(whole)) {
                expanded.set(whole, schedule.path(whole));
            }
        }
        expanded.set("events", expansion.events);
        return expanded;
    }

    private void expand(JsonNode cycle) {
        Set<String> own = new HashSet<>();
        cycle.path("events").forEach(event -> own.add(event.path("id").asText()));
        for (int repetition = 1; repetition <= cycle.path("count").asInt(); repetition++) {
            String prefix = cycle.path("prefix").asText() + repetition;
            int number = repetition;
            cycle.path("anchors").properties().forEach(anchor -> {
                String source = anchor.getValue().asText();
                String moved = own.contains(source.split("/", 2)[0]) ? prefix + "_" + source : source;
                anchors.put(anchor.getKey() + prefix, moved);
            });
            StreamSupport.stream(cycle.path("events").spliterator(), false)
                    .filter(event -> happensIn(event, number))
                    .forEach(event -> events.add(repeated(cycle, (ObjectNode) event, prefix, number)));
        }
    }

    private static ObjectNode repeated(JsonNode cycle, ObjectNode event, String prefix, int repetition) {
        ObjectNode copy = event.deepCopy();
        copy.remove("only");
        copy.put("id", prefix + "_" + event.path("id").asText());
        copy.put("repetition", prefix);
        if (cycle.has("onlyIf") && !copy.has("onlyIf")) {
            copy.set("onlyIf", cycle.path("onlyIf"));
        }
        copy.put(
                "name",
                cycle.path("name").asText() + " " + repetition + ": "
                        + event.path("name").asText());
        if (cycle.path("anchors").has(event.path("anchor").asText())) {
            copy.put("anchor", event.path("anchor").asText() + prefix);
            if (cycle.has("every")
                    && repetition > 1
                    && event.path("id").equals(cycle.path("events").path(0).path("id"))) {
                String first =
                        event.path("anchor").asText() + cycle.path("prefix").asText() + 1;
                copy.set("expected", expected(cycle.path("every"), first, repetition - 1));
            }
        }
        ArrayNode forms = copy.putArray("forms");
        for (JsonNode form : event.path("forms")) {
            if (happensIn(form, repetition)) {
                forms.add(((ObjectNode) form.deepCopy()).without("only"));
            }
        }
        return copy;
    }

    private static ObjectNode expected(JsonNode every, String first, int intervals) {
        Duration target = Duration.parse(every.path("interval").asText()).multipliedBy(intervals);
        Duration tolerance = Duration.parse(every.path("tolerance").asText());
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        expected.put("anchor", first).put("target", target.toString());
        expected.putObject("window")
                .put("from", target.minus(tolerance).toString())
                .put("to", target.plus(tolerance).toString());
        return expected;
    }

    private static boolean happensIn(JsonNode entry, int repetition) {
        return !entry.has("only")
                || StreamSupport.stream(entry.path("only").spliterator(), false)
                        .anyMatch(number -> number.asInt() == repetition);
    }
}
