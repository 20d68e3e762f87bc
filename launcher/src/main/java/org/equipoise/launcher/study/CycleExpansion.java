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
 * exists in the named repetitions alone. The event says in {@code repetition} that it is {@code Pk}'s, so that the eCRF service
 * looks for the paths of its forms' checks in the same repetition first.
 *
 * <p>What comes no later than the anchor that the first event is measured from, such as the preparation of a dose and the dose
 * itself, is expected while that anchor is unknown: with {@code every}, so many intervals after the first repetition's anchor,
 * give or take the tolerance; and before there is one, so many intervals after where {@code first} puts the first repetition. An
 * event before the anchor is expected as long before it as its own window says. With {@code binding} the event that gives the
 * anchor is bound by that.
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
            ArrayNode expected = expected(cycle, event, repetition);
            if (!expected.isEmpty()) {
                copy.set("expected", expected);
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

    private static ArrayNode expected(JsonNode cycle, JsonNode event, int repetition) {
        ArrayNode expected = JsonNodeFactory.instance.arrayNode();
        String anchor = event.path("anchor").asText();
        boolean begins =
                anchor.equals(cycle.path("events").path(0).path("anchor").asText());
        if (!begins || opens(event).compareTo(Duration.ZERO) > 0) {
            return expected;
        }
        JsonNode every = cycle.path("every");
        Duration later = Duration.parse(every.path("interval").asText("PT0S")).multipliedBy(repetition - 1L);
        boolean binding = cycle.path("binding").asBoolean()
                && cycle.path("anchors")
                        .path(anchor)
                        .asText()
                        .startsWith(event.path("id").asText() + "/");
        if (cycle.has("every") && repetition > 1) {
            String first = anchor + cycle.path("prefix").asText() + 1;
            expected.add(expected(event, first, later, every.path("tolerance"), binding));
        }
        if (cycle.has("every") || repetition == 1) {
            cycle.path("first").forEach(first -> {
                Duration target = Duration.parse(first.path("target").asText()).plus(later);
                expected.add(expected(event, first.path("anchor").asText(), target, first.path("tolerance"), binding));
            });
        }
        return expected;
    }

    private static ObjectNode expected(
            JsonNode event, String anchor, Duration begins, JsonNode tolerance, boolean binding) {
        Duration around = Duration.parse(tolerance.asText());
        Duration target = begins.plus(before(event.path("target")));
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        expected.put("anchor", anchor).put("target", target.toString());
        expected.putObject("window")
                .put(
                        "from",
                        begins.minus(around)
                                .plus(before(event.at("/window/from")))
                                .toString())
                .put(
                        "to",
                        begins.plus(around).plus(before(event.at("/window/to"))).toString());
        if (binding) {
            expected.put("binding", true);
        }
        return expected;
    }

    private static Duration opens(JsonNode event) {
        String at = event.at("/window/from").asText(event.path("target").asText("PT0S"));
        return Duration.parse(at);
    }

    /** How long before its anchor; nothing for what comes after it. */
    private static Duration before(JsonNode duration) {
        Duration from = Duration.parse(duration.asText("PT0S"));
        return from.isNegative() ? from : Duration.ZERO;
    }

    private static boolean happensIn(JsonNode entry, int repetition) {
        return !entry.has("only")
                || StreamSupport.stream(entry.path("only").spliterator(), false)
                        .anyMatch(number -> number.asInt() == repetition);
    }
}
