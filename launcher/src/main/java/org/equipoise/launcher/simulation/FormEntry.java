package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.equipoise.launcher.client.Answer;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.FormItems;

/**
 * Enters the forms of one subject, with the mistakes that people make: a value out of range is refused and put right, a
 * wrong value is saved and corrected later with a reason, an item is missing, a query is raised and answered.
 */
final class FormEntry {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int UNPROCESSABLE = 422;

    private final Trial trial;
    private final Participant participant;
    private final String subject;
    private final Map<String, JsonNode> saved = new HashMap<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private final Map<String, Sent> sent = new HashMap<>();

    FormEntry(Trial trial, Participant participant, String subject) {
        this.trial = trial;
        this.participant = participant;
        this.subject = subject;
    }

    /** A saved value of the first repeat, by EVENT/FORM/ITEM. */
    Optional<JsonNode> saved(String path) {
        return Optional.ofNullable(saved.get(path));
    }

    /** The number that the next form of a repeating kind gets. */
    int nextRepeat(String event, String form) {
        return repeats.merge(event + "/" + form, 1, Integer::sum);
    }

    /**
     * Fills and enters a form.
     *
     * @param form the form
     * @param rules the rules of its items
     * @param now when, and which repeat
     * @param windowReason why it is outside of its window, if so
     */
    void enter(String form, ObjectNode rules, Situation now, Optional<String> windowReason) {
        Place place = new Place(now.visit(), form, now.repeat(), now.time(), windowReason);
        ObjectNode values = new FormFiller(trial.form(form)).values(rules, now);
        ObjectNode missing = mayOmit(form, now) ? omit(place, values) : NODES.objectNode();
        if (draws().chance(trial.plan().mistakes().outOfRange(), "out of range", place.key())) {
            sendOutOfRange(place, values, missing);
        }
        boolean correct = draws().chance(trial.plan().mistakes().corrected(), "corrected", place.key());
        Optional<ObjectNode> wrong = correct ? slipped(place, values) : Optional.empty();
        JsonNode answer = save(place, wrong.orElse(values), missing);
        if (wrong.isPresent()) {
            answer = change(place, values, missing, answer.path("revision").asInt());
        }
        remember(place, answer.path("values"));
        sent.put(
                place.key(),
                new Sent(place, values, missing, answer.path("revision").asInt()));
        query(place, answer.path("values"));
    }

    /** Puts a value right long after it was entered, if this person is one of those to whom that happens. */
    void correctLater(SimulationPlan.Correction plan) {
        String path = plan.event() + "/" + plan.form() + "/";
        Sent before = sent.get(path + "1");
        boolean wanted = before != null
                && saved(path + plan.when().item())
                        .filter(value -> plan.when().holds(value.asDouble()))
                        .isPresent()
                && draws().chance(plan.chance(), "later", path);
        Optional<String> chosen = wanted
                ? plan.items().stream()
                        .filter(item -> before.values().has(item))
                        .filter(item -> before.values().path(item).asInt() + plan.add()
                                <= range(plan.form(), item).path("max").asInt())
                        .findFirst()
                : Optional.empty();
        chosen.ifPresent(item -> {
            ObjectNode values = before.values().deepCopy();
            values.put(item, values.path(item).asInt() + plan.add());
            ObjectNode body = body(before.place(), values, before.missing());
            body.put("reasonForChange", plan.reason());
            Answer answer = send(before.place(), body, "If-Match", "\"" + before.revision() + "\"", "later")
                    .expect(OK);
            trial.tally().saves.incrementAndGet();
            trial.tally().corrections.incrementAndGet();
            remember(before.place(), answer.body().path("values"));
        });
    }

    private static final String OBSERVED_SO = "Checked against the source: it was observed so.";

    private record Sent(Place place, ObjectNode values, ObjectNode missing, int revision) {}

    private record Place(String event, String form, int repeat, Instant at, Optional<String> windowReason) {
        String key() {
            return event + "/" + form + "/" + repeat;
        }
    }

    private Draws draws() {
        return participant.draws();
    }

    /** The primary form decides eligibility and stratum, so before randomization people take care to complete it. */
    private boolean mayOmit(String form, Situation now) {
        String primary =
                trial.study().analysisPlan().path("primary").path("form").asText();
        return now.arm().isPresent() || !form.equals(primary);
    }

    private ObjectNode omit(Place place, ObjectNode values) {
        ObjectNode missing = NODES.objectNode();
        SimulationPlan.MissingItems plan = trial.plan().missingItems();
        List<String> items = enteredItems(place.form(), values, item -> true);
        if (plan.forms().contains(place.form())
                && !items.isEmpty()
                && draws().chance(plan.chance(), "missing", place.key())) {
            String item = draws().oneOf(items, "missing item", place.key());
            values.remove(item);
            missing.put(item, draws().oneOf(plan.reasons(), "missing reason", place.key()));
            trial.tally().missingItems.incrementAndGet();
        }
        return missing;
    }

    private List<String> enteredItems(String form, ObjectNode values, Predicate<JsonNode> which) {
        return FormItems.of(trial.form(form)).stream()
                .filter(item -> values.has(item.path("id").asText()) && which.test(item))
                .map(item -> item.path("id").asText())
                .toList();
    }

    private List<String> scored(String form, ObjectNode values) {
        return enteredItems(form, values, item -> item.path("type").asText().equals("integer") && item.has("range"));
    }

    private void sendOutOfRange(Place place, ObjectNode values, ObjectNode missing) {
        List<String> items = scored(place.form(), values);
        if (items.isEmpty()) {
            return;
        }
        String item = draws().oneOf(items, "out of range item", place.key());
        ObjectNode wrong = values.deepCopy();
        wrong.put(item, range(place.form(), item).path("max").asInt() + 1);
        send(place, body(place, wrong, missing), "If-None-Match", "*", "out-of-range")
                .expect(UNPROCESSABLE);
        trial.tally().refusedMistakes.incrementAndGet();
    }

    /** The values with a plausible slip of one point in one item; only forms that no check of another form reads. */
    private Optional<ObjectNode> slipped(Place place, ObjectNode values) {
        if (!trial.plan().missingItems().forms().contains(place.form())) {
            return Optional.empty();
        }
        List<String> items = scored(place.form(), values);
        if (items.isEmpty()) {
            return Optional.empty();
        }
        String item = draws().oneOf(items, "slip", place.key());
        int value = values.path(item).asInt();
        boolean up = value < range(place.form(), item).path("max").asInt();
        ObjectNode wrong = values.deepCopy();
        wrong.put(item, up ? value + 1 : value - 1);
        return Optional.of(wrong);
    }

    private JsonNode range(String form, String item) {
        return FormItems.find(trial.form(form), item).orElseThrow().path("range");
    }

    private JsonNode save(Place place, ObjectNode values, ObjectNode missing) {
        Answer answer = send(place, body(place, values, missing), "If-None-Match", "*", "save")
                .expect(OK, CREATED);
        trial.tally().saves.incrementAndGet();
        return answer.body();
    }

    private JsonNode change(Place place, ObjectNode values, ObjectNode missing, int revision) {
        ObjectNode body = body(place, values, missing);
        body.put("reasonForChange", draws().oneOf(trial.plan().mistakes().reasons(), "reason", place.key()));
        Answer answer =
                send(place, body, "If-Match", "\"" + revision + "\"", "change").expect(OK);
        trial.tally().saves.incrementAndGet();
        trial.tally().corrections.incrementAndGet();
        return answer.body();
    }

    private ObjectNode body(Place place, ObjectNode values, ObjectNode missing) {
        ObjectNode body = NODES.objectNode();
        body.put("occurredAt", place.at().toString());
        body.set("values", values);
        body.set("missing", missing);
        place.windowReason().ifPresent(reason -> body.put("windowReason", reason));
        return body;
    }

    private Answer send(Place place, ObjectNode body, String condition, String value, String step) {
        String path = trial.path(
                "ecrf",
                "/subjects/" + subject + "/events/" + place.event() + "/forms/" + place.form() + "?repeat="
                        + place.repeat());
        String author = trial.author(participant.site(), place.event(), place.form());
        Call call = Call.put(author, path, body)
                .with(condition, value)
                .with("Idempotency-Key", trial.run() + ":" + subject + ":" + place.key() + ":" + step);
        Answer answer = trial.client().send(call);
        if (!answer.problem().equals("reason-required") || body.has("warningReasons")) {
            return answer;
        }
        ObjectNode reasons = body.putObject("warningReasons");
        answer.body()
                .path("findings")
                .forEach(warning -> reasons.put(warning.path("check").asText(), OBSERVED_SO));
        return send(place, body, condition, value, step);
    }

    private void remember(Place place, JsonNode values) {
        if (place.repeat() == 1) {
            String prefix = place.event() + "/" + place.form() + "/";
            values.properties().forEach(value -> saved.put(prefix + value.getKey(), value.getValue()));
        }
    }

    private void query(Place place, JsonNode values) {
        SimulationPlan.Queries plan = trial.plan().queries();
        boolean hidden = trial.category(place.event(), place.form()).equals("pharmacy");
        if (hidden || values.isEmpty() || !draws().chance(plan.chance(), "query", place.key())) {
            return;
        }
        List<String> items =
                values.properties().stream().map(value -> value.getKey()).toList();
        ObjectNode query = NODES.objectNode();
        query.put("subject", subject);
        query.put("event", place.event());
        query.put("form", place.form());
        query.put("repeat", place.repeat());
        query.put("item", draws().oneOf(items, "query item", place.key()));
        query.put("text", draws().oneOf(plan.texts(), "query text", place.key()));
        String manager = Staff.inStudy(plan.raisedBy());
        String key = trial.run() + ":" + subject + ":" + place.key() + ":query";
        String id = trial.client()
                .send(Call.post(manager, trial.path("ecrf", "/queries"), query, key))
                .expect(CREATED)
                .body()
                .path("query")
                .asText();
        trial.tally().queries.incrementAndGet();
        answer(place, id, key);
        if (draws().chance(plan.closed(), "query closed", place.key())) {
            send(manager, "/queries/" + id + "/closure", "Thank you.", key + ":close");
        }
    }

    private void answer(Place place, String query, String key) {
        String author = trial.author(participant.site(), place.event(), place.form());
        String text = draws().oneOf(trial.plan().queries().answers(), "query answer", place.key());
        send(author, "/queries/" + query + "/answers", text, key + ":answer");
    }

    private void send(String user, String path, String text, String key) {
        trial.client()
                .send(Call.post(
                        user, trial.path("ecrf", path), NODES.objectNode().put("text", text), key))
                .expect(OK, CREATED);
    }
}
