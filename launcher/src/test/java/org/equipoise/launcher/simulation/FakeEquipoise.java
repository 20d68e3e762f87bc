package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.launcher.study.CelStudy;
import org.equipoise.launcher.study.FormItems;
import org.equipoise.launcher.study.ScheduleEvents;
import org.equipoise.launcher.study.Study;

/**
 * The services' contract in one small server: it derives and checks forms with the study's own expressions, evaluates
 * windows, decides eligibility, and deals arms in turn. It remembers everything for tests to look at.
 */
final class FakeEquipoise implements AutoCloseable, TreatmentTruth {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern FORM =
            Pattern.compile(".*/subjects/([^/]+)/events/([^/]+)/forms/([^/?]+)\\?repeat=([0-9]+)");
    private static final Pattern SCREEN = Pattern.compile(".*/sites/([0-9]+)/subjects");

    final List<String> problems = new ArrayList<>();
    final List<String> requests = new ArrayList<>();
    final Map<String, ObjectNode> saved = new TreeMap<>();
    final List<Integer> looks = new ArrayList<>();
    final List<String> endsOfTrial = new ArrayList<>();
    final Map<String, Arm> arms = new HashMap<>();
    final List<Integer> informationAtLook = new ArrayList<>();
    private ObjectNode run;
    String decision = "continue";
    int enough = 1;
    int randomizedBefore;
    final List<Integer> looksBefore = new ArrayList<>();
    Optional<String> refuseForm = Optional.empty();

    private final Study study;
    private final CelStudy rules;
    private final HttpServer server;
    private final Map<String, Integer> bySite = new HashMap<>();
    private final Map<String, Map<String, Object>> values = new HashMap<>();

    FakeEquipoise(Study study) {
        this.study = study;
        this.rules = new CelStudy(study);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public synchronized Map<String, Arm> arms() {
        return Map.copyOf(arms);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Reply(int status, JsonNode body) {}

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Reply reply;
        try {
            synchronized (this) {
                reply = reply(exchange, body);
            }
        } catch (RuntimeException | AssertionError e) {
            reply = problem(500, "unexpected-error", e.toString());
        }
        byte[] bytes = JSON.writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Reply reply(HttpExchange exchange, JsonNode body) {
        String path = exchange.getRequestURI().toString();
        String user = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer token-of-".length());
        requests.add(user + " " + exchange.getRequestMethod() + " " + path);
        Matcher form = FORM.matcher(path);
        if (form.matches()) {
            boolean change = exchange.getRequestHeaders().containsKey("If-Match");
            return save(new Place(form.group(1), form.group(2), form.group(3), form.group(4)), body, change);
        }
        Matcher screen = SCREEN.matcher(path);
        if (screen.matches()) {
            int number = bySite.merge(screen.group(1), 1, Integer::sum);
            return new Reply(201, object().put("subject", "%s-%03d".formatted(screen.group(1), number)));
        }
        if (path.endsWith("/randomizations")) {
            return randomize(body.path("subject").asText());
        }
        if (path.endsWith("/open-report")) {
            ObjectNode report = object();
            report.putObject("accrual").put("randomized", arms.size() + randomizedBefore);
            report.putObject("primaryEndpoint").put("withData", randomizedBefore);
            return new Reply(200, report);
        }
        if (path.endsWith("/analyses?limit=200")) {
            ObjectNode page = object();
            looksBefore.forEach(look -> page.withArray("items")
                    .addObject()
                    .put("state", "completed")
                    .putObject("result")
                    .put("look", look));
            return new Reply(200, page);
        }
        if (path.contains("/analyses/")) {
            return new Reply(200, run);
        }
        if (path.endsWith("/analyses")) {
            endsOfTrial.add(body.path("endOfTrial").asText());
            return analyse(body.path("look").asInt());
        }
        return new Reply(201, object().put("query", "q" + requests.size()));
    }

    private record Place(String subject, String event, String form, String repeat) {
        String key() {
            return subject + "/" + event + "/" + form + "/" + repeat;
        }
    }

    private Reply save(Place place, JsonNode body, boolean change) {
        if (refuseForm.filter(place.form()::equals).isPresent()) {
            return problem(422, "check-failed", "One check failed; nothing was saved.");
        }
        JsonNode definition = form(place.form());
        Map<String, Object> entered = rules.operands(place.form(), body.path("values"));
        Map<String, Object> complete = rules.complete(place.form(), entered);
        Optional<String> wrong = firstError(place, definition, body, complete)
                .or(() -> change && !body.has("reasonForChange")
                        ? Optional.of("a change needs a reason")
                        : Optional.empty())
                .or(() -> outOfWindow(place, body));
        if (wrong.isPresent()) {
            problems.add(place.key() + ": " + wrong.get());
            return problem(422, "check-failed", wrong.get());
        }
        List<String> unexplained = failures(place, complete).stream()
                .filter(check -> check.path("severity").asText().equals("warning"))
                .map(check -> check.path("id").asText())
                .filter(check -> !body.path("warningReasons").has(check))
                .toList();
        if (!unexplained.isEmpty()) {
            ObjectNode refused = object().put("code", "reason-required");
            unexplained.forEach(
                    check -> refused.withArray("findings").addObject().put("check", check));
            return new Reply(422, refused);
        }
        ObjectNode answer = object();
        answer.put("revision", change ? 2 : 1);
        answer.set("values", plain(complete));
        saved.put(place.key(), answer.deepCopy().<ObjectNode>set("sent", body));
        if (place.repeat().equals("1")) {
            complete.forEach((item, value) -> values.computeIfAbsent(place.subject(), subject -> new HashMap<>())
                    .put(place.event() + "/" + place.form() + "/" + item, value));
        }
        return new Reply(change ? 200 : 201, answer);
    }

    private Optional<String> firstError(Place place, JsonNode form, JsonNode body, Map<String, Object> complete) {
        for (JsonNode item : FormItems.of(form)) {
            String id = item.path("id").asText();
            boolean given = complete.containsKey(id) || body.path("missing").has(id);
            if (item.path("required").asBoolean() && !given) {
                return Optional.of(id + " is required");
            }
            if (item.has("range")
                    && complete.get(id) instanceof Number number
                    && !inRange(item, number.doubleValue())) {
                return Optional.of(id + " out of range: " + number);
            }
            if (item.path("type").asText().equals("choice")
                    && complete.containsKey(id)
                    && !item.path("codeList").findValuesAsText("code").contains(complete.get(id))) {
                return Optional.of(id + " has no code " + complete.get(id));
            }
        }
        return failures(place, complete).stream()
                .filter(check -> check.path("severity").asText().equals("error"))
                .map(check -> check.path("id").asText() + " " + complete)
                .findFirst();
    }

    private List<JsonNode> failures(Place place, Map<String, Object> complete) {
        Map<String, Object> all = values.getOrDefault(place.subject(), Map.of());
        return rules.failures(place.form(), complete, path -> {
            String[] parts = (path.startsWith("./") ? place.event() + path.substring(1) : path).split("/");
            boolean own = parts[0].equals(place.event()) && parts[1].equals(place.form());
            return own ? complete.get(parts[2]) : all.get(String.join("/", parts));
        });
    }

    private static boolean inRange(JsonNode item, double value) {
        return value >= item.path("range").path("min").asDouble()
                && value <= item.path("range").path("max").asDouble();
    }

    private Optional<String> outOfWindow(Place place, JsonNode body) {
        JsonNode event = ScheduleEvents.find(study.definition().path("schedule"), place.event())
                .orElseThrow();
        Object zero = values.getOrDefault(place.subject(), Map.of()).get("INFUSION/INFUSION/INF_START");
        if (!event.path("anchor").asText().equals("infusionStart") || zero == null || body.has("windowReason")) {
            return Optional.empty();
        }
        Duration since = Duration.between(
                (Instant) zero, Instant.parse(body.path("occurredAt").asText()));
        boolean inside = since.compareTo(Duration.parse(event.at("/window/from").asText())) >= 0
                && since.compareTo(Duration.parse(event.at("/window/to").asText())) <= 0;
        return inside ? Optional.empty() : Optional.of("outside of the window: " + since);
    }

    private Reply randomize(String subject) {
        JsonNode eligibility = study.definition().path("eligibility");
        String prefix = eligibility.path("event").asText() + "/"
                + eligibility.path("form").asText() + "/";
        Map<String, Object> items = new HashMap<>();
        values.getOrDefault(subject, Map.of()).forEach((path, value) -> {
            if (path.startsWith(prefix)) {
                items.put(path.substring(prefix.length()), value);
            }
        });
        boolean eligible = rules.condition(
                        eligibility.path("form").asText(),
                        eligibility.path("rule").asText(),
                        items)
                .filter(Boolean.TRUE::equals)
                .isPresent();
        if (!eligible) {
            return problem(422, "not-eligible", subject + " is not eligible");
        }
        arms.put(subject, arms.size() % 2 == 0 ? Arm.EXPERIMENTAL : Arm.CONTROL);
        return new Reply(201, object().put("subject", subject).put("kit", "K" + (1000 + arms.size())));
    }

    private Reply analyse(int look) {
        looks.add(look);
        JsonNode primary = study.analysisPlan().path("primary");
        String item =
                "/" + primary.path("form").asText() + "/" + primary.path("item").asText();
        int information = (int) arms.keySet().stream()
                .filter(subject ->
                        values.get(subject).containsKey(primary.path("visit").asText() + item))
                .count();
        if (information < enough) {
            run = object().put("run", "analysis-" + looks.size()).put("state", "not-enough-data");
            run.putObject("outcome").put("detail", "too few");
            return new Reply(202, waiting());
        }
        informationAtLook.add(information);
        run = object().put("run", "analysis-" + looks.size()).put("state", "completed");
        ObjectNode result = run.putObject("result")
                .put("analysis", "analysis-" + looks.size())
                .put("decision", decision);
        result.putObject("information").put("observed", information);
        result.putObject("comparison").put("z", 1.25);
        result.putObject("boundary").put("efficacyZ", 3.7103);
        return new Reply(202, waiting());
    }

    private ObjectNode waiting() {
        ObjectNode waiting = object().put("run", run.path("run").asText()).put("state", "queued");
        waiting.putObject("progress").put("section", "waiting");
        return waiting;
    }

    private JsonNode form(String id) {
        for (JsonNode form : study.definition().path("forms")) {
            if (form.path("form").asText().equals(id)) {
                return form;
            }
        }
        throw new IllegalArgumentException(id);
    }

    private static ObjectNode plain(Map<String, Object> values) {
        ObjectNode plain = object();
        values.forEach((item, value) ->
                plain.set(item, JSON.valueToTree(value instanceof Instant instant ? instant.toString() : value)));
        return plain;
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private static Reply problem(int status, String code, String detail) {
        return new Reply(
                status, object().put("code", code).put("detail", detail).put("fix", "Correct it."));
    }
}
