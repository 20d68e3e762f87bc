package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold inside each form beyond its schema: unique ids, sound ranges, and checks about items that exist. */
final class FormRules {

    private static final List<String> STANDARD_REASONS = List.of("not-applicable", "not-done", "refused", "unknown");

    private final StudyFolder files;
    private final List<StudyFault> faults = new ArrayList<>();

    FormRules(StudyFolder files) {
        this.files = files;
    }

    List<StudyFault> faults() {
        Map<String, String> seen = new HashMap<>();
        for (YamlDocument form : files.forms()) {
            String id = form.root().path("form").asText();
            if (!form.file().equals("forms/" + id + ".yaml")) {
                faults.add(form.fault("/form", id, "the file's name without .yaml"));
            }
            String other = seen.putIfAbsent(id, form.file());
            if (other != null) {
                faults.add(form.fault("/form", id, "an id of its own; " + other + " has this one"));
            }
            items(form);
            checks(form);
        }
        return faults;
    }

    private void items(YamlDocument form) {
        Set<String> ids = new HashSet<>();
        JsonNode groups = form.root().path("itemGroups");
        for (int g = 0; g < groups.size(); g++) {
            JsonNode items = groups.get(g).path("items");
            for (int i = 0; i < items.size(); i++) {
                String place = "/itemGroups/" + g + "/items/" + i;
                item(form, items.get(i), place);
                if (!ids.add(items.get(i).path("id").asText())) {
                    faults.add(form.fault(place + "/id", items.get(i).path("id").asText(), "an id once in the form"));
                }
            }
        }
    }

    private void item(YamlDocument form, JsonNode item, String place) {
        JsonNode range = item.path("range");
        if (range.path("min").asDouble() > range.path("max").asDouble()) {
            faults.add(form.fault(place + "/range", range.toString(), "a min that is not above max"));
        }
        if (item.has("derivation") && item.path("required").asBoolean()) {
            faults.add(form.fault(
                    place + "/required", "true", "no such line: a derived item is computed, never asked for"));
        }
        missingReasons(form, item, place);
        if (item.has("carried")) {
            carried(form, item, place + "/carried/from");
        }
        Set<String> codes = new HashSet<>();
        JsonNode codeList = item.path("codeList");
        for (int c = 0; c < codeList.size(); c++) {
            String code = codeList.get(c).path("code").asText();
            if (!codes.add(code)) {
                faults.add(form.fault(place + "/codeList/" + c + "/code", code, "each code once in the list"));
            }
        }
    }

    private void missingReasons(YamlDocument form, JsonNode item, String place) {
        JsonNode named = files.study().root().path("missingReasons");
        Set<String> known = new TreeSet<>(STANDARD_REASONS);
        if (!named.isMissingNode()) {
            known.clear();
            named.forEach(reason -> known.add(reason.path("code").asText()));
        }
        JsonNode reasons = item.path("missingReasons");
        for (int r = 0; r < reasons.size(); r++) {
            String reason = reasons.get(r).asText();
            if (!known.contains(reason)) {
                faults.add(form.fault(
                        place + "/missingReasons/" + r, reason, "a reason of the study: " + String.join(", ", known)));
            }
        }
    }

    private void carried(YamlDocument form, JsonNode item, String place) {
        String from = item.path("carried").path("from").asText();
        ItemReference reference = ItemReference.parse(from);
        String type = item.path("type").asText();
        boolean found = Optional.ofNullable(files.formsById().get(reference.form()))
                .flatMap(other -> FormItems.find(other.root(), reference.item()))
                .filter(other -> other.path("type").asText().equals(type))
                .isPresent();
        if (!found) {
            faults.add(form.fault(place, from, "an item of type " + type + " as EVENT/FORM/ITEM"));
        }
    }

    private void checks(YamlDocument form) {
        Set<String> ids = new HashSet<>();
        JsonNode checks = form.root().path("editChecks");
        for (int c = 0; c < checks.size(); c++) {
            String place = "/editChecks/" + c;
            JsonNode check = checks.get(c);
            if (!ids.add(check.path("id").asText())) {
                faults.add(form.fault(place + "/id", check.path("id").asText(), "an id once in the form"));
            }
            JsonNode items = check.path("items");
            for (int i = 0; i < items.size(); i++) {
                String item = items.get(i).asText();
                if (FormItems.find(form.root(), item).isEmpty()) {
                    faults.add(form.fault(place + "/items/" + i, item, "an item of this form"));
                }
            }
        }
    }
}
