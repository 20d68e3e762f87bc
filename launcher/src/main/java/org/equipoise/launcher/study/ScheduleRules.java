package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold between the schedule, the forms and their checks. */
final class ScheduleRules {

    private final StudyFolder files;
    private final JsonNode expanded;
    private final Map<String, YamlDocument> forms;
    private final List<StudyFault> faults = new ArrayList<>();

    /**
     * Prepares the rules.
     *
     * @param files the study's files
     * @param expanded the schedule without cycles
     */
    ScheduleRules(StudyFolder files, JsonNode expanded) {
        this.files = files;
        this.expanded = expanded;
        this.forms = files.formsById();
    }

    List<StudyFault> faults() {
        JsonNode schedule = files.schedule().root();
        uniqueIds();
        anchors(schedule.path("anchors"), "/anchors");
        events(schedule, "", 0);
        JsonNode cycles = schedule.path("cycles");
        for (int c = 0; c < cycles.size(); c++) {
            anchors(cycles.get(c).path("anchors"), "/cycles/" + c + "/anchors");
            events(cycles.get(c), "/cycles/" + c, cycles.get(c).path("count").asInt());
            expectations(cycles.get(c), "/cycles/" + c);
        }
        unusedForms();
        files.forms().forEach(this::checkInputs);
        faults.addAll(new ConductRules(files, expanded).faults());
        return faults;
    }

    private void uniqueIds() {
        Set<String> seen = new HashSet<>();
        expanded.path("events").forEach(event -> {
            String id = event.path("id").asText();
            if (!seen.add(id)) {
                faults.add(files.schedule().fault("/events", id, "each event id once, repetitions of cycles included"));
            }
        });
    }

    private void anchors(JsonNode anchors, String place) {
        anchors.properties().forEach(anchor -> {
            String source = anchor.getValue().asText();
            ItemReference reference = ItemReference.parse(source);
            String pointer = place + "/" + anchor.getKey();
            Optional<JsonNode> item = reference.item().isEmpty() ? Optional.empty() : find(reference);
            if (reference.item().isEmpty() && !ScheduleEvents.has(expanded, source)) {
                faults.add(files.schedule().fault(pointer, source, "an event of this schedule"));
            } else if (!reference.item().isEmpty()
                    && !item.map(found -> found.path("type").asText()).equals(Optional.of("datetime"))) {
                faults.add(
                        files.schedule().fault(pointer, source, "a datetime item of a form that the event asks for"));
            }
        });
    }

    private void events(JsonNode owner, String place, int repetitions) {
        JsonNode events = owner.path("events");
        for (int e = 0; e < events.size(); e++) {
            String pointer = place + "/events/" + e;
            event(events.get(e), pointer, owner);
            only(events.get(e), pointer, repetitions);
            Set<String> seen = new HashSet<>();
            JsonNode entries = events.get(e).path("forms");
            for (int f = 0; f < entries.size(); f++) {
                String form = entries.get(f).path("form").asText();
                String formPointer = pointer + "/forms/" + f;
                if (!forms.containsKey(form)) {
                    faults.add(files.schedule().fault(formPointer + "/form", form, "a form in forms/"));
                } else if (!seen.add(form)) {
                    faults.add(files.schedule().fault(formPointer + "/form", form, "each form once in an event"));
                }
                only(entries.get(f), formPointer, repetitions);
            }
        }
    }

    private void event(JsonNode event, String pointer, JsonNode owner) {
        String anchor = event.path("anchor").asText();
        boolean known = owner.path("anchors").has(anchor)
                || files.schedule().root().path("anchors").has(anchor);
        if (!anchor.isEmpty() && !known) {
            faults.add(files.schedule().fault(pointer + "/anchor", anchor, "an anchor of this schedule"));
        }
        expectations(event.path("expected"), anchor, pointer + "/expected");
        if (!event.has("window")) {
            return;
        }
        Duration from = Duration.parse(event.path("window").path("from").asText());
        Duration to = Duration.parse(event.path("window").path("to").asText());
        if (from.compareTo(to) > 0) {
            faults.add(files.schedule()
                    .fault(
                            pointer + "/window",
                            event.path("window").toString(),
                            "a window whose end is not before its start"));
        } else if (event.has("target")) {
            Duration target = Duration.parse(event.path("target").asText());
            if (target.compareTo(from) < 0 || target.compareTo(to) > 0) {
                faults.add(files.schedule()
                        .fault(pointer + "/target", event.path("target").asText(), "a target inside the window"));
            }
        }
    }

    /** Where the repetitions of a cycle are looked for. */
    private void expectations(JsonNode cycle, String place) {
        String anchor = cycle.path("events").path(0).path("anchor").asText();
        for (String member : List.of("every", "first", "binding")) {
            if (cycle.has(member) && !cycle.path("anchors").has(anchor)) {
                faults.add(files.schedule()
                        .fault(
                                place + "/" + member,
                                anchor,
                                "a first event that is measured from one of the cycle's own anchors"));
            }
        }
        notNegative(cycle.path("every").path("tolerance"), place + "/every/tolerance");
        JsonNode first = cycle.path("first");
        for (int i = 0; i < first.size(); i++) {
            notNegative(first.get(i).path("tolerance"), place + "/first/" + i + "/tolerance");
            knownAnchor(first.get(i).path("anchor"), place + "/first/" + i + "/anchor");
        }
        if (cycle.path("binding").asBoolean() && !cycle.has("every") && !cycle.has("first")) {
            faults.add(files.schedule().fault(place + "/binding", "true", "every or first, which say where to look"));
        }
        JsonNode events = cycle.path("events");
        for (int e = 0; e < events.size(); e++) {
            if (events.get(e).has("expected")) {
                faults.add(files.schedule()
                        .fault(
                                place + "/events/" + e + "/expected",
                                events.get(e).path("expected").toString(),
                                "no such line in a cycle, which has every and first"));
            }
        }
    }

    private void expectations(JsonNode expected, String own, String place) {
        for (int i = 0; i < expected.size(); i++) {
            JsonNode anchor = expected.get(i).path("anchor");
            knownAnchor(anchor, place + "/" + i + "/anchor");
            if (anchor.asText().equals(own)) {
                faults.add(files.schedule()
                        .fault(place + "/" + i + "/anchor", own, "another anchor than the event's own"));
            }
        }
    }

    private void knownAnchor(JsonNode anchor, String pointer) {
        if (!expanded.path("anchors").has(anchor.asText())) {
            faults.add(files.schedule().fault(pointer, anchor.asText(), "an anchor of this schedule"));
        }
    }

    private void notNegative(JsonNode tolerance, String pointer) {
        if (tolerance.asText().startsWith("-")) {
            faults.add(files.schedule().fault(pointer, tolerance.asText(), "a duration that is not negative"));
        }
    }

    private void only(JsonNode entry, String pointer, int repetitions) {
        for (JsonNode number : entry.path("only")) {
            if (number.asInt() > repetitions) {
                String expected = repetitions == 0
                        ? "no such line: it belongs inside a cycle"
                        : "numbers from 1 to " + repetitions;
                faults.add(files.schedule().fault(pointer + "/only", number.asText(), expected));
            }
        }
    }

    private void unusedForms() {
        forms.forEach((id, form) -> {
            if (!ScheduleEvents.anyAsksFor(expanded, id)) {
                faults.add(form.fault("/form", id, "a form that an event in schedule.yaml asks for"));
            }
        });
    }

    private void checkInputs(YamlDocument form) {
        JsonNode checks = form.root().path("editChecks");
        for (int c = 0; c < checks.size(); c++) {
            String pointer = "/editChecks/" + c + "/inputs/";
            checks.get(c).path("inputs").properties().forEach(input -> {
                ItemReference reference = ItemReference.parse(input.getValue().asText());
                boolean exists = (reference.sameEvent() || reference.anyEvent())
                        ? itemOf(reference).isPresent()
                        : find(reference).isPresent();
                if (!exists) {
                    faults.add(form.fault(
                            pointer + input.getKey(),
                            input.getValue().asText(),
                            "an item of a form that its event asks for in schedule.yaml"));
                }
            });
        }
    }

    private Optional<JsonNode> find(ItemReference reference) {
        boolean asked = ScheduleEvents.asksFor(expanded, reference.event(), reference.form())
                || cycleAsksFor(reference.event(), reference.form());
        return asked ? itemOf(reference) : Optional.empty();
    }

    private boolean cycleAsksFor(String event, String form) {
        for (JsonNode cycle : files.schedule().root().path("cycles")) {
            if (ScheduleEvents.asksFor(cycle, event, form)) {
                return true;
            }
        }
        return false;
    }

    private Optional<JsonNode> itemOf(ItemReference reference) {
        return Optional.ofNullable(forms.get(reference.form()))
                .flatMap(form -> FormItems.findForRule(form.root(), reference.item()));
    }
}
