package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold between conditions, participation, safety and relapse and the forms and events that they name. */
final class ConductRules {

    private static final Set<String> TIMES = Set.of("date", "datetime");
    private static final Set<String> UNCERTAIN_TIMES = Set.of("date", "datetime", "partial-date");

    private final StudyFolder files;
    private final JsonNode expanded;
    private final Map<String, YamlDocument> forms;
    private final List<StudyFault> faults = new ArrayList<>();

    ConductRules(StudyFolder files, JsonNode expanded) {
        this.files = files;
        this.expanded = expanded;
        this.forms = files.formsById();
    }

    List<StudyFault> faults() {
        YamlDocument schedule = files.schedule();
        schedule.root()
                .path("conditions")
                .properties()
                .forEach(condition -> condition
                        .getValue()
                        .path("inputs")
                        .properties()
                        .forEach(input -> place(
                                schedule,
                                "/conditions/" + condition.getKey() + "/inputs/" + input.getKey(),
                                input.getValue().asText())));
        conditionsOf(schedule.root().path("events"), "/events/");
        conditionsOf(schedule.root().path("cycles"), "/cycles/");
        JsonNode study = files.study().root();
        participation(study.path("participation"));
        adverseEvents(study.path("safety").path("adverseEvents"));
        JsonNode clocks = study.path("safety").path("clocks");
        for (int c = 0; c < clocks.size(); c++) {
            items(
                    "/safety/clocks/" + c,
                    clocks.get(c),
                    Map.of("starts", Set.of("datetime"), "stops", Set.of("datetime")));
            JsonNode cause = clocks.get(c).path("calledForBy");
            if (!cause.isMissingNode()) {
                items("/safety/clocks/" + c + "/calledForBy", cause, Map.of("starts", Set.of("datetime")));
            }
        }
        relapse(study.path("relapse"));
        return faults;
    }

    private void conditionsOf(JsonNode owners, String pointer) {
        for (int i = 0; i < owners.size(); i++) {
            String name = owners.get(i).path("onlyIf").asText();
            if (!name.isEmpty() && !files.schedule().root().path("conditions").has(name)) {
                faults.add(files.schedule().fault(pointer + i + "/onlyIf", name, "a condition of this schedule"));
            }
        }
    }

    private void place(YamlDocument file, String pointer, String path) {
        ItemReference reference = ItemReference.parse(path);
        boolean asked = ScheduleEvents.asksFor(expanded, reference.event(), reference.form());
        if (!asked || item(reference.form(), reference.item()).isEmpty()) {
            faults.add(file.fault(pointer, path, "an item of a form that its event asks for in schedule.yaml"));
        }
    }

    private void participation(JsonNode participation) {
        String form = participation.path("form").asText();
        if (participation.isMissingNode()) {
            return;
        }
        if (!ScheduleEvents.asksFor(expanded, participation.path("event").asText(), form)) {
            faults.add(files.study()
                    .fault("/participation/form", form, "a form that its event asks for in schedule.yaml"));
            return;
        }
        items("/participation", participation, Map.of("date", TIMES, "reason", Set.of("choice", "text")));
    }

    private void adverseEvents(JsonNode events) {
        if (events.isMissingNode()) {
            return;
        }
        items(
                "/safety/adverseEvents",
                events,
                Map.of(
                        "term", Set.of("text", "choice"),
                        "start", Set.of("datetime"),
                        "startDate", Set.of("date", "partial-date"),
                        "serious", Set.of("boolean"),
                        "expected", Set.of("boolean"),
                        "special", Set.of("choice")));
        ItemReference dose = ItemReference.parse(events.path("dose").asText());
        if (events.has("dose") && !hasType(dose.form(), dose.item(), Set.of("datetime"))) {
            faults.add(files.study()
                    .fault("/safety/adverseEvents/dose", events.path("dose").asText(), "a datetime item of a form"));
        }
    }

    private void relapse(JsonNode relapse) {
        if (relapse.isMissingNode()) {
            return;
        }
        String among = relapse.path("among").asText();
        if (!files.schedule().root().path("conditions").has(among)) {
            faults.add(files.study().fault("/relapse/among", among, "a condition of schedule.yaml"));
        }
        String from = relapse.path("from").asText();
        if (!ScheduleEvents.has(expanded, from)) {
            faults.add(files.study().fault("/relapse/from", from, "an event of schedule.yaml"));
        }
        items(
                "/relapse/score",
                relapse.path("score"),
                Map.of("item", Set.of("integer", "decimal"), "at", Set.of("datetime")));
        JsonNode events = relapse.path("events");
        for (int e = 0; e < events.size(); e++) {
            items("/relapse/events/" + e, events.get(e), Map.of("at", UNCERTAIN_TIMES));
        }
    }

    /** The named members are items of the form that stands beside them, each of one of its types. */
    private void items(String pointer, JsonNode owner, Map<String, Set<String>> members) {
        String form = owner.path("form").asText();
        if (!forms.containsKey(form)) {
            faults.add(files.study().fault(pointer + "/form", form, "a form in forms/"));
            return;
        }
        members.forEach((member, types) -> {
            String item = owner.path(member).asText();
            if (owner.has(member) && !hasType(form, item, types)) {
                faults.add(
                        files.study().fault(pointer + "/" + member, item, "an item of " + form + " of the right type"));
            }
        });
    }

    private boolean hasType(String form, String item, Set<String> types) {
        return item(form, item)
                .filter(found -> types.contains(found.path("type").asText()))
                .isPresent();
    }

    private Optional<JsonNode> item(String form, String item) {
        return Optional.ofNullable(forms.get(form)).flatMap(found -> FormItems.find(found.root(), item));
    }
}
