package org.equipoise.launcher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.FormItems;
import org.equipoise.launcher.study.ScheduleEvents;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.system.LaunchFailure;

/** Enters participants one after the other, each form by who may enter it. All of it can be repeated. */
final class Entering {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final EquipoiseClient client;
    private final Study study;
    private final ReplayPlan plan;
    private final Staff staff;
    private int forms;

    Entering(EquipoiseClient client, Study study, ReplayPlan plan) {
        this.client = client;
        this.study = study;
        this.plan = plan;
        this.staff = new Staff(study.sites().get(0));
    }

    int forms() {
        return forms;
    }

    /** The person with all forms; randomized in turn, so that the list gives each person what the table says. */
    String enter(FinishedTrial.Person person) {
        String subject = screen(person);
        boolean beforeRandomization = true;
        for (ReplayPlan.Entry entry : plan.entries()) {
            if (beforeRandomization && !entry.event().equals(plan.randomizeAfter())) {
                beforeRandomization = false;
                if (person.arm().isPresent()) {
                    randomize(subject);
                }
            }
            if (beforeRandomization || person.arm().isPresent()) {
                person.cells(plan, entry).ifPresent(cells -> form(subject, person, entry, cells));
            }
        }
        return subject;
    }

    private String screen(FinishedTrial.Person person) {
        ObjectNode body = NODES.objectNode().put("screenedAt", person.zero().toString());
        return client.send(Call.post(
                        staff.at(plan.site(), "coordinator"),
                        path("ecrf", "/sites/" + plan.site() + "/subjects"),
                        body,
                        "replay:screen:" + person.id()))
                .expect(OK, CREATED)
                .body()
                .path("subject")
                .asText();
    }

    private void randomize(String subject) {
        client.send(Call.post(
                        staff.at(plan.site(), "coordinator"),
                        path("randomizer", "/randomizations"),
                        NODES.objectNode().put("subject", subject),
                        "replay:randomize:" + subject))
                .expect(OK, CREATED);
    }

    private void form(String subject, FinishedTrial.Person person, ReplayPlan.Entry entry, Map<String, String> cells) {
        JsonNode form = definition(entry.form());
        Instant at = person.zero().plus(entry.at());
        ObjectNode values = NODES.objectNode();
        ObjectNode missing = NODES.objectNode();
        entry.values().keySet().forEach(item -> {
            if (cells.containsKey(item)) {
                values.set(item, value(form, item, cells.get(item)));
            } else {
                missing.put(item, "unknown");
            }
        });
        entry.time().ifPresent(item -> values.put(item, at.toString()));
        ObjectNode body = NODES.objectNode().put("occurredAt", at.toString());
        body.set("values", values);
        body.set("missing", missing);
        String place = "/subjects/" + subject + "/events/" + entry.event() + "/forms/" + entry.form();
        client.send(Call.put(author(entry), path("ecrf", place + "?repeat=1"), body)
                        .with("If-None-Match", "*")
                        .with("Idempotency-Key", "replay:" + place))
                .expect(OK, CREATED);
        forms++;
    }

    private static JsonNode value(JsonNode form, String item, String cell) {
        String type = FormItems.find(form, item)
                .orElseThrow(() -> new LaunchFailure("replay.yaml names an unknown item " + item))
                .path("type")
                .asText();
        try {
            return switch (type) {
                case "integer" -> NODES.numberNode(new BigDecimal(cell).longValueExact());
                case "decimal" -> NODES.numberNode(new BigDecimal(cell));
                default -> NODES.textNode(cell);
            };
        } catch (ArithmeticException e) {
            throw new LaunchFailure("'" + cell + "' is no whole number, which " + item + " needs", e);
        } catch (NumberFormatException e) {
            throw new LaunchFailure("'" + cell + "' is no number, which " + item + " needs", e);
        }
    }

    private String author(ReplayPlan.Entry entry) {
        String category = definition(entry.form()).path("category").asText();
        for (JsonNode scheduled : ScheduleEvents.find(study.definition().path("schedule"), entry.event())
                .orElseThrow(() -> new LaunchFailure("replay.yaml names an unknown event " + entry.event()))
                .path("forms")) {
            if (scheduled.path("form").asText().equals(entry.form()) && scheduled.has("category")) {
                category = scheduled.path("category").asText();
            }
        }
        String role = plan.roles().get(category);
        if (role == null) {
            throw new LaunchFailure("replay.yaml does not say who enters forms of the category " + category);
        }
        return staff.at(plan.site(), role);
    }

    private JsonNode definition(String form) {
        for (JsonNode candidate : study.definition().path("forms")) {
            if (candidate.path("form").asText().equals(form)) {
                return candidate;
            }
        }
        throw new LaunchFailure("replay.yaml names an unknown form " + form);
    }

    String path(String service, String rest) {
        return "/api/" + service + "/studies/" + study.id() + rest;
    }
}
