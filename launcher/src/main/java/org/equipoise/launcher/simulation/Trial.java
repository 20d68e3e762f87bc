package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.ScheduleEvents;
import org.equipoise.launcher.study.Study;

/**
 * All that the players of a trial share.
 *
 * @param client the running system
 * @param study the study
 * @param plan how participants behave
 * @param staff who works where
 * @param run names this run of the simulation in idempotency keys
 * @param today what would happen later is not played
 * @param forms the study's forms by id
 * @param tally what has been done so far
 */
record Trial(
        EquipoiseClient client,
        Study study,
        SimulationPlan plan,
        Staff staff,
        String run,
        Instant today,
        Map<String, JsonNode> forms,
        Tally tally) {

    static Trial of(EquipoiseClient client, Study study, SimulationPlan plan, String run, Instant today) {
        Map<String, JsonNode> forms = new HashMap<>();
        study.definition()
                .path("forms")
                .forEach(form -> forms.put(form.path("form").asText(), form));
        Staff staff = new Staff(study.sites().get(0));
        return new Trial(client, study, plan, staff, run, today, Map.copyOf(forms), new Tally());
    }

    JsonNode event(String id) {
        return ScheduleEvents.find(study.definition().path("schedule"), id)
                .orElseThrow(() -> new IllegalArgumentException("simulation.yaml names an unknown event " + id));
    }

    /** Whether a form of an event says when the event began: its anchor is one of the form's items. */
    boolean begins(String event, String form) {
        String anchor = event(event).path("anchor").asText();
        return study.definition()
                .path("schedule")
                .path("anchors")
                .path(anchor)
                .asText()
                .startsWith(event + "/" + form + "/");
    }

    JsonNode form(String id) {
        return Optional.ofNullable(forms.get(id))
                .orElseThrow(() -> new IllegalArgumentException("simulation.yaml names an unknown form " + id));
    }

    /** The category of a form in an event: the schedule's, or else the form's own. */
    String category(String event, String form) {
        for (JsonNode entry : event(event).path("forms")) {
            if (entry.path("form").asText().equals(form) && entry.has("category")) {
                return entry.path("category").asText();
            }
        }
        return form(form).path("category").asText();
    }

    /** Who enters a form of an event at a site. */
    String author(String site, String event, String form) {
        return staff.at(site, plan.enteredBy().role(form, category(event, form)));
    }

    String path(String service, String rest) {
        return "/api/" + service + "/studies/" + study.id() + rest;
    }
}
