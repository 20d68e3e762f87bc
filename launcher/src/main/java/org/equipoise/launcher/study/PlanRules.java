package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** What must hold between study.yaml, the randomization plan, the analysis plan, and the forms they refer to. */
final class PlanRules {

    private static final String SITE = "site";

    private final StudyFolder files;
    private final JsonNode expanded;
    private final Map<String, YamlDocument> forms;
    private final List<StudyFault> faults = new ArrayList<>();

    PlanRules(StudyFolder files, JsonNode expanded) {
        this.files = files;
        this.expanded = expanded;
        this.forms = files.formsById();
    }

    List<StudyFault> faults() {
        sites();
        eligibility();
        withdrawal();
        arms();
        strata();
        primary();
        looks();
        return faults;
    }

    private void sites() {
        Set<String> seen = new HashSet<>();
        JsonNode sites = files.study().root().path("sites");
        for (int s = 0; s < sites.size(); s++) {
            String id = sites.get(s).path("id").asText();
            String zone = sites.get(s).path("zone").asText();
            if (!seen.add(id)) {
                faults.add(files.study().fault("/sites/" + s + "/id", id, "each site id once"));
            }
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                faults.add(
                        files.study().fault("/sites/" + s + "/zone", zone, "an IANA time zone, such as Europe/Berlin"));
            }
        }
    }

    private void eligibility() {
        YamlDocument study = files.study();
        JsonNode eligibility = study.root().path("eligibility");
        boolean fromEcrf =
                files.randomization().root().path("eligibility").asText().equals("ecrf");
        if (eligibility.isMissingNode()) {
            if (fromEcrf) {
                faults.add(files.randomization()
                        .fault("/eligibility", "ecrf", "external, or a section eligibility in study.yaml"));
            }
            return;
        }
        String event = eligibility.path("event").asText();
        String form = eligibility.path("form").asText();
        if (!ScheduleEvents.asksFor(expanded, event, form)) {
            faults.add(study.fault("/eligibility/form", form, "a form that event " + event + " asks for"));
        }
        JsonNode strata = eligibility.path("strata");
        for (int s = 0; s < strata.size(); s++) {
            String source = strata.get(s).path("source").asText();
            ItemReference reference = ItemReference.parse(source);
            if (!asked(reference)) {
                faults.add(study.fault(
                        "/eligibility/strata/" + s + "/source", source, "an item of a form that its event asks for"));
            }
        }
    }

    private void withdrawal() {
        YamlDocument study = files.study();
        JsonNode withdrawal = study.root().path("withdrawal");
        if (withdrawal.isMissingNode()) {
            return;
        }
        String form = withdrawal.path("form").asText();
        String event = withdrawal.path("event").asText();
        if (!forms.containsKey(form) || !ScheduleEvents.asksFor(expanded, event, form)) {
            faults.add(study.fault("/withdrawal/form", form, "a form that event " + event + " asks for"));
            return;
        }
        String date = withdrawal.path("date").asText();
        boolean dated = FormItems.find(forms.get(form).root(), date)
                .map(item -> item.path("type").asText())
                .filter(type -> type.equals("date") || type.equals("datetime"))
                .isPresent();
        if (!date.isEmpty() && !dated) {
            faults.add(study.fault("/withdrawal/date", date, "a date or datetime item of form " + form));
        }
        JsonNode still = withdrawal.path("stillEntered");
        for (int f = 0; f < still.size(); f++) {
            if (!forms.containsKey(still.get(f).asText())) {
                faults.add(study.fault(
                        "/withdrawal/stillEntered/" + f, still.get(f).asText(), "a form in forms/"));
            }
        }
    }

    private boolean asked(ItemReference reference) {
        YamlDocument form = forms.get(reference.form());
        return form != null
                && ScheduleEvents.asksFor(expanded, reference.event(), reference.form())
                && FormItems.find(form.root(), reference.item()).isPresent();
    }

    private void arms() {
        YamlDocument plan = files.randomization();
        JsonNode arms = plan.root().path("arms");
        Set<String> codes = new HashSet<>();
        int sum = 0;
        int controls = 0;
        for (int a = 0; a < arms.size(); a++) {
            sum += arms.get(a).path("ratio").asInt();
            controls += arms.get(a).path("control").asBoolean() ? 1 : 0;
            if (!codes.add(arms.get(a).path("code").asText())) {
                faults.add(plan.fault(
                        "/arms/" + a + "/code", arms.get(a).path("code").asText(), "each arm code once"));
            }
        }
        if (controls != 1) {
            faults.add(plan.fault("/arms", controls + " arms with control: true", "exactly one control arm"));
        }
        JsonNode sizes = plan.root().path("method").path("blockSizes");
        for (int b = 0; b < sizes.size(); b++) {
            if (sizes.get(b).asInt() % sum != 0) {
                faults.add(plan.fault(
                        "/method/blockSizes/" + b,
                        sizes.get(b).asText(),
                        "a multiple of " + sum + ", the sum of the arms' ratios"));
            }
        }
    }

    private void strata() {
        YamlDocument plan = files.randomization();
        boolean fromEcrf = plan.root().path("eligibility").asText().equals("ecrf");
        JsonNode factors = plan.root().path("strata").path("factors");
        Set<String> seen = new HashSet<>();
        for (int f = 0; f < factors.size(); f++) {
            String id = factors.get(f).path("id").asText();
            String pointer = "/strata/factors/" + f;
            Set<String> levels = texts(factors.get(f).path("levels"), "");
            if (!seen.add(id)) {
                faults.add(plan.fault(pointer + "/id", id, "each factor once"));
            }
            if (id.equals(SITE)) {
                levels(
                        plan,
                        pointer,
                        levels,
                        texts(files.study().root().path("sites"), "id"),
                        "the sites of study.yaml: ");
            } else if (fromEcrf) {
                factor(plan, pointer, id, levels);
            }
        }
    }

    private void factor(YamlDocument plan, String pointer, String id, Set<String> levels) {
        JsonNode derived = StreamSupport.stream(
                        files.study().root().path("eligibility").path("strata").spliterator(), false)
                .filter(stratum -> stratum.path("factor").asText().equals(id))
                .findFirst()
                .orElse(null);
        if (derived == null) {
            faults.add(plan.fault(pointer + "/id", id, "a factor that eligibility.strata of study.yaml derives"));
        } else {
            levels(plan, pointer, levels, texts(derived.path("levels"), "code"), "the levels of study.yaml: ");
        }
    }

    private void levels(YamlDocument plan, String pointer, Set<String> found, Set<String> wanted, String expected) {
        if (!found.equals(wanted)) {
            faults.add(plan.fault(pointer + "/levels", found.toString(), expected + wanted));
        }
    }

    private void primary() {
        YamlDocument analysis = files.analysis();
        JsonNode primary = analysis.root().path("primary");
        String form = primary.path("form").asText();
        String item = primary.path("item").asText();
        for (String field : List.of("baseline", "visit")) {
            String event = primary.path(field).asText();
            if (!asked(new ItemReference(event, form, item))) {
                faults.add(analysis.fault(
                        "/primary/" + field, event, "an event that asks for form " + form + " with item " + item));
            }
        }
        boolean numeric = forms.containsKey(form)
                && FormItems.find(forms.get(form).root(), item)
                        .map(found -> found.path("type").asText())
                        .filter(type -> type.equals("integer") || type.equals("decimal"))
                        .isPresent();
        if (!numeric) {
            faults.add(analysis.fault("/primary/item", item, "an integer or decimal item of form " + form));
        }
        Set<String> known = texts(files.randomization().root().path("strata").path("factors"), "id");
        JsonNode factors = primary.path("factors");
        for (int f = 0; f < factors.size(); f++) {
            if (!known.contains(factors.get(f).asText())) {
                faults.add(analysis.fault(
                        "/primary/factors/" + f, factors.get(f).asText(), "a stratification factor: " + known));
            }
        }
    }

    private void looks() {
        YamlDocument analysis = files.analysis();
        JsonNode looks = analysis.root().path("looks");
        int before = 0;
        for (int k = 0; k < looks.size(); k++) {
            int information = looks.get(k).path("information").asInt();
            if (information <= before) {
                faults.add(analysis.fault("/looks/" + k + "/information", "" + information, "more than " + before));
            }
            before = information;
        }
        int maximum = analysis.root().path("maximumInformation").asInt();
        if (before != maximum) {
            faults.add(analysis.fault(
                    "/looks/" + (looks.size() - 1) + "/information",
                    "" + before,
                    "the maximum information, " + maximum));
        }
        JsonNode futility = analysis.root().path("futility");
        for (int k = 0; k < futility.size(); k++) {
            int look = futility.get(k).path("look").asInt();
            if (look >= looks.size()) {
                faults.add(analysis.fault("/futility/" + k + "/look", "" + look, "a look before the last one"));
            }
        }
    }

    private static Set<String> texts(JsonNode array, String field) {
        Set<String> texts = new TreeSet<>();
        array.forEach(entry ->
                texts.add(field.isEmpty() ? entry.asText() : entry.path(field).asText()));
        return texts;
    }
}
