package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between simulation.yaml and the rest of the study: everything that it names exists. */
final class SimulationRules {

    private static final Set<String> STATE_CHANGES = Set.of("also", "experimental", "control");

    private final YamlDocument simulation;
    private final JsonNode schedule;
    private final Map<String, YamlDocument> forms;
    private final List<StudyFault> faults = new ArrayList<>();

    SimulationRules(YamlDocument simulation, StudyFolder files, JsonNode schedule) {
        this.simulation = simulation;
        this.schedule = schedule;
        this.forms = files.formsById();
    }

    List<StudyFault> faults() {
        JsonNode root = simulation.root();
        visits(root);
        laterDoses(root.at("/laterDoses/cycles"));
        root.path("values")
                .properties()
                .forEach(form -> formValues(form.getKey(), form.getValue(), "/values/" + form.getKey()));
        occasional(root.path("occasional"), "/occasional/");
        JsonNode oversight = root.path("oversight");
        for (int i = 0; i < oversight.size(); i++) {
            entry(oversight.get(i), "/oversight/" + i);
            formValues(
                    oversight.get(i).path("form").asText(),
                    oversight.get(i).path("times"),
                    "/oversight/" + i + "/times");
        }
        root.path("endings").properties().forEach(ending -> entry(ending.getValue(), "/endings/" + ending.getKey()));
        root.path("states")
                .properties()
                .forEach(state -> STATE_CHANGES.forEach(change -> state.getValue()
                        .path(change)
                        .properties()
                        .forEach(visit -> visit(
                                "/states/" + state.getKey() + "/" + change + "/" + visit.getKey(), visit.getKey()))));
        names(root, "");
        return faults;
    }

    private void occasional(JsonNode occasional, String pointer) {
        for (int i = 0; i < occasional.size(); i++) {
            entry(occasional.get(i), pointer + i);
            followUps(occasional.get(i).path("followedBy"), pointer + i + "/followedBy/");
        }
    }

    /** Each visit of each dose has its event. */
    private void laterDoses(JsonNode cycles) {
        for (int c = 0; c < cycles.size(); c++) {
            JsonNode cycle = cycles.get(c);
            String place = "/laterDoses/cycles/" + c;
            JsonNode visits = cycle.path("visits");
            for (int number = 1; number <= cycle.path("doses").size(); number++) {
                String prefix = cycle.path("prefix").asText() + number + "_";
                repetition(cycle.path("dispense").asText(), prefix, place + "/dispense");
                for (int v = 0; v < visits.size(); v++) {
                    repetition(visits.get(v).path("event").asText(), prefix, place + "/visits/" + v + "/event");
                }
            }
            occasional(cycle.path("occasional"), place + "/occasional/");
        }
    }

    private void repetition(String event, String prefix, String pointer) {
        if (!ScheduleEvents.has(schedule, prefix + event)) {
            faults.add(simulation.fault(
                    pointer, event, "an event of schedule.yaml in each repetition, as " + prefix + event));
        }
    }

    private void visits(JsonNode root) {
        JsonNode visits = root.path("visits");
        for (int v = 0; v < visits.size(); v++) {
            String event = visits.get(v).path("event").asText();
            if (!ScheduleEvents.has(schedule, event)) {
                faults.add(simulation.fault("/visits/" + v + "/event", event, "an event of schedule.yaml"));
            }
        }
        visit("/randomizeAfter", root.path("randomizeAfter").asText());
        for (String list : List.of("/dropout/before", "/late/visits")) {
            JsonNode events = root.at(list);
            for (int i = 0; i < events.size(); i++) {
                visit(list + "/" + i, events.get(i).asText());
            }
        }
        root.path("missedVisits")
                .properties()
                .forEach(visit -> visit("/missedVisits/" + visit.getKey(), visit.getKey()));
    }

    private void visit(String pointer, String event) {
        boolean known =
                simulation.root().path("visits").findValuesAsText("event").contains(event);
        if (!known && !isOfALaterDose(event)) {
            faults.add(simulation.fault(pointer, event, "one of the visits of this file"));
        }
    }

    private boolean isOfALaterDose(String event) {
        for (JsonNode cycle : simulation.root().at("/laterDoses/cycles")) {
            for (int number = 1; number <= cycle.path("doses").size(); number++) {
                String prefix = cycle.path("prefix").asText() + number + "_";
                if (event.startsWith(prefix)
                        && cycle.path("visits").findValuesAsText("event").contains(event.substring(prefix.length()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void entry(JsonNode entry, String pointer) {
        String form = entry.path("form").asText();
        String event = entry.path("event").asText();
        if (!ScheduleEvents.asksFor(schedule, event, form)) {
            faults.add(simulation.fault(pointer + "/form", form, "a form that event " + event + " asks for"));
            return;
        }
        formValues(form, entry.path("values"), pointer + "/values");
        formValues(form, entry.path("instead"), pointer + "/instead");
    }

    private void followUps(JsonNode followUps, String pointer) {
        for (int i = 0; i < followUps.size(); i++) {
            JsonNode next = followUps.get(i);
            entry(next, pointer + i);
            String form = next.path("form").asText();
            String number = next.path("number").asText();
            if (forms.containsKey(form)
                    && FormItems.find(forms.get(form).root(), number).isEmpty()) {
                faults.add(simulation.fault(pointer + i + "/number", number, "an item of form " + form));
            }
        }
    }

    private void formValues(String id, JsonNode values, String pointer) {
        if (!forms.containsKey(id)) {
            faults.add(simulation.fault(pointer, id, "a form in forms/"));
            return;
        }
        JsonNode form = forms.get(id).root();
        values.properties().forEach(rule -> {
            String name = rule.getKey();
            boolean known = name.endsWith("*")
                    ? FormItems.of(form).stream()
                            .anyMatch(item -> item.path("id").asText().startsWith(name.substring(0, name.length() - 1)))
                    : name.equals("spread")
                            || FormItems.find(form, name).isPresent()
                            || FormItems.inRow(form, name).isPresent();
            if (!known) {
                faults.add(simulation.fault(pointer + "/" + name, name, "an item of form " + id));
            }
        });
        JsonNode items = values.path("spread").path("items");
        for (int i = 0; i < items.size(); i++) {
            if (FormItems.find(form, items.get(i).asText()).isEmpty()) {
                faults.add(simulation.fault(
                        pointer + "/spread/items/" + i, items.get(i).asText(), "an item of form " + id));
            }
        }
    }

    /** Every trait and state that a rule names, wherever the rule stands. */
    private void names(JsonNode node, String pointer) {
        for (var child : node.properties()) {
            String place = pointer + "/" + child.getKey();
            switch (child.getKey()) {
                case "trait", "minus" -> known(child.getValue(), place, "traits");
                case "state" -> known(child.getValue(), place, "states");
                default -> names(child.getValue(), place);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            names(node.get(i), pointer + "/" + i);
        }
    }

    private void known(JsonNode name, String pointer, String section) {
        if (name.isTextual() && !simulation.root().path(section).has(name.asText())) {
            faults.add(simulation.fault(pointer, name.asText(), "a name from " + section + " of this file"));
        }
    }
}
