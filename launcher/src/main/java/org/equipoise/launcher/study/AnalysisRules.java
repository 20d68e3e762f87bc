package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the section {@code analyses} of the analysis plan refers to must exist: forms, items of the nearest form named around
 * them, events of the schedule, stratification factors, and other analyses of the plan.
 */
final class AnalysisRules {

    private static final Set<String> ITEMS = Set.of(
            "item", "term", "special", "start", "serious", "death", "date", "status", "reason", "type", "important");
    private static final Set<String> ITEM_LISTS = Set.of("inclusion", "exclusion");
    private static final Set<String> FACTOR_LISTS = Set.of("factors", "strata");
    private static final String EVENT = "an event of the schedule";

    private final StudyFolder files;
    private final JsonNode schedule;
    private final Map<String, YamlDocument> forms;
    private final Set<String> factors = new TreeSet<>();
    private final List<StudyFault> faults = new ArrayList<>();

    AnalysisRules(StudyFolder files, JsonNode schedule) {
        this.files = files;
        this.schedule = schedule;
        this.forms = files.formsById();
        files.randomization()
                .root()
                .path("strata")
                .path("factors")
                .forEach(factor -> factors.add(factor.path("id").asText()));
    }

    List<StudyFault> faults() {
        JsonNode analyses = files.analysis().root().path("analyses");
        walk(analyses, "/analyses", "");
        references(analyses, "timeToEvent", "among", "responders");
        references(analyses, "sensitivity", "of", "longitudinal");
        keySecondary(analyses);
        detections(analyses);
        return faults;
    }

    private void walk(JsonNode node, String pointer, String around) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, around);
            }
        }
        if (!node.isObject()) {
            return;
        }
        String form = node.path("form").asText(around);
        if (node.has("form") && !forms.containsKey(form)) {
            faults.add(files.analysis().fault(pointer + "/form", form, "a form in forms/"));
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String place = pointer + "/" + field.getKey();
            if (field.getKey().equals("estimand")) {
                continue;
            }
            check(field.getKey(), field.getValue(), place, form);
            walk(field.getValue(), place, form);
        }
    }

    private void check(String name, JsonNode value, String place, String form) {
        if (ITEMS.contains(name) && value.isTextual()) {
            item(form, value.asText(), place);
        } else if (ITEM_LISTS.contains(name)) {
            each(value, place, (item, at) -> item(form, item, at));
        } else if (name.equals("when")) {
            value.fieldNames().forEachRemaining(item -> item(form, item, place + "/" + item));
        } else if (name.equals("visit") || (name.equals("baseline") && value.isTextual())) {
            event(value.asText(), place);
        } else if (name.equals("visits") || name.equals("events") || name.equals("baseline")) {
            each(value, place, this::event);
        } else if (FACTOR_LISTS.contains(name)) {
            each(value, place, this::factor);
        } else if (name.equals("factor")) {
            factor(value.asText(), place);
        }
    }

    /** A rule for one text. */
    private interface TextRule {
        void check(String text, String place);
    }

    private static void each(JsonNode list, String place, TextRule rule) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isTextual()) {
                rule.check(list.get(i).asText(), place + "/" + i);
            } else if (list.get(i).has("at")) {
                rule.check(list.get(i).path("event").asText(), place + "/" + i + "/event");
            }
        }
    }

    private void item(String form, String item, String place) {
        boolean known = forms.containsKey(form)
                && FormItems.find(forms.get(form).root(), item).isPresent();
        if (!known) {
            faults.add(files.analysis().fault(place, item, "an item of form " + form));
        }
    }

    private void event(String event, String place) {
        if (!ScheduleEvents.has(schedule, event)) {
            faults.add(files.analysis().fault(place, event, EVENT));
        }
    }

    private void factor(String factor, String place) {
        if (!factors.contains(factor)) {
            faults.add(files.analysis().fault(place, factor, "a stratification factor: " + factors));
        }
    }

    private void references(JsonNode analyses, String list, String field, String other) {
        Set<String> ids = new TreeSet<>();
        analyses.path(other).forEach(entry -> ids.add(entry.path("id").asText()));
        for (int i = 0; i < analyses.path(list).size(); i++) {
            String id = analyses.path(list).get(i).path(field).asText();
            if (!ids.contains(id)) {
                faults.add(files.analysis()
                        .fault(
                                "/analyses/" + list + "/" + i + "/" + field,
                                id,
                                "an analysis under " + other + ": " + ids));
            }
        }
    }

    /** One that is tested names an analysis, and a visit of it if that is a series. */
    private void keySecondary(JsonNode analyses) {
        Map<String, JsonNode> known = new TreeMap<>();
        for (String list : List.of("longitudinal", "responders", "timeToEvent")) {
            analyses.path(list).forEach(entry -> known.put(entry.path("id").asText(), entry));
        }
        JsonNode entries = files.analysis().root().path("keySecondary");
        for (int i = 0; i < entries.size(); i++) {
            JsonNode entry = entries.get(i);
            String of = entry.path("of").asText();
            if (entry.has("of") && !known.containsKey(of)) {
                faults.add(files.analysis().fault("/keySecondary/" + i + "/of", of, "an analysis: " + known.keySet()));
            } else if (entry.has("visit")) {
                visitOf(known.get(of), entry.path("visit").asText(), "/keySecondary/" + i + "/visit");
            }
        }
    }

    private void visitOf(JsonNode analysis, String visit, String place) {
        Set<String> visits = new TreeSet<>();
        if (analysis != null) {
            analysis.path("visits").forEach(each -> visits.add(each.asText()));
        }
        if (!visits.contains(visit)) {
            faults.add(files.analysis().fault(place, visit, "a visit of its analysis: " + visits));
        }
    }

    private void detections(JsonNode analyses) {
        Set<String> known = new TreeSet<>();
        files.analysis()
                .root()
                .path("estimand")
                .path("intercurrentEvents")
                .forEach(event -> known.add(event.path("event").asText()));
        JsonNode detections = analyses.path("data").path("intercurrentEvents");
        for (int i = 0; i < detections.size(); i++) {
            String event = detections.get(i).path("event").asText();
            if (!known.contains(event)) {
                faults.add(files.analysis()
                        .fault(
                                "/analyses/data/intercurrentEvents/" + i + "/event",
                                event,
                                "an intercurrent event of the estimand, in the same words"));
            }
        }
    }
}
