package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.simulation.SimulationPlan.Demonstrated;
import org.equipoise.launcher.study.Study;

/** A serious adverse event with its report and clocks, an alert and a deviation of one subject, and what is done about them. */
final class SafetyOversight {

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final EquipoiseClient client;
    private final Study study;
    private final Staff staff;

    SafetyOversight(EquipoiseClient client, Study study, Staff staff) {
        this.client = client;
        this.study = study;
        this.staff = staff;
    }

    /** Does it, as far as the study says what happens; returns a line for each thing. */
    List<String> perform(String subject) {
        List<String> lines = new ArrayList<>();
        List<Demonstrated> entries = study.simulation()
                .map(simulation -> SimulationPlan.of(simulation).oversight())
                .orElseGet(List::of);
        if (entries.isEmpty()) {
            return lines;
        }
        Instant screened =
                Instant.parse(read("/subjects/" + subject).path("screenedAt").asText());
        entries.forEach(entry -> enter(subject, entry, screened));
        lines.add(seriousEvents(subject));
        lines.add(alerts(subject));
        deviation(subject, lines);
        return lines;
    }

    private void enter(String subject, Demonstrated entry, Instant screened) {
        ObjectNode values = entry.values().deepCopy();
        entry.times()
                .forEach((item, time) -> values.put(item, screened.plus(time).toString()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("occurredAt", screened.plus(entry.at()).toString());
        body.set("values", values);
        ObjectNode reasons = body.putObject("warningReasons");
        entry.warningReasons().forEach(reasons::put);
        String place = "/subjects/" + subject + "/events/" + entry.event() + "/forms/" + entry.form() + "?repeat="
                + entry.repeat();
        client.send(Call.put(person(entry.by()), path(place), body)
                        .with("If-None-Match", "*")
                        .with("Idempotency-Key", "oversight:" + place))
                .expect(OK, CREATED);
    }

    private String seriousEvents(String subject) {
        int serious = read("/adverse-events?serious=true&subject=" + subject)
                .path("items")
                .size();
        String clocks = items("/reporting-clocks?subject=" + subject).stream()
                .map(clock ->
                        clock.path("clock").asText() + " " + clock.path("state").asText())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT, "Safety: %d serious adverse event(s) of %s; clocks %s", serious, subject, clocks);
    }

    private String alerts(String subject) {
        String investigator = person("investigator");
        List<JsonNode> open = items("/alerts?status=open&subject=" + subject);
        for (JsonNode alert : open) {
            String id = alert.path("id").asText();
            client.send(Call.post(
                            investigator,
                            path("/alerts/" + id + "/acknowledgement"),
                            text("text", "Simulated: seen at once, safety plan reviewed"),
                            "oversight:alert:" + id))
                    .expect(OK);
        }
        return String.format(Locale.ROOT, "Alerts: %s acknowledged %d of %s", investigator, open.size(), subject);
    }

    private void deviation(String subject, List<String> lines) {
        items("/deviations?status=open&subject=" + subject).stream().findFirst().ifPresent(deviation -> {
            String id = deviation.path("id").asText();
            client.send(Call.post(
                            person("investigator"),
                            path("/deviations/" + id + "/completion"),
                            text("cause", "Simulated: transport").put("important", false),
                            "oversight:deviation:" + id))
                    .expect(OK);
            lines.add("Deviation: " + deviation.path("check").asText() + " at "
                    + deviation.path("event").asText() + " of " + subject + " completed with its cause");
        });
    }

    private List<JsonNode> items(String rest) {
        return StreamSupport.stream(read(rest).path("items").spliterator(), false)
                .toList();
    }

    /** As an investigator sees it. */
    private JsonNode read(String rest) {
        return client.send(Call.get(person("investigator"), path(rest)))
                .expect(OK)
                .body();
    }

    private String person(String role) {
        return staff.at(study.sites().get(0), role);
    }

    private String path(String rest) {
        return "/api/ecrf/studies/" + study.id() + rest;
    }

    private static ObjectNode text(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
