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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.launcher.study.EnteredStudy;
import org.equipoise.launcher.study.Study;

/**
 * The services' contract in one small server: it reviews forms and decides eligibility with the eCRF service's own rules, and
 * deals arms in turn. It remembers everything for tests to look at.
 */
final class FakeEquipoise implements AutoCloseable, TreatmentTruth {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern FORM =
            Pattern.compile(".*/subjects/([^/]+)/events/([^/]+)/forms/([^/?]+)\\?repeat=([0-9]+)");
    private static final Pattern SCREEN = Pattern.compile(".*/sites/([0-9]+)/subjects");

    final List<String> problems = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final Map<String, List<String>> refusals = new TreeMap<>();
    final List<String> requests = new ArrayList<>();
    final Map<String, ObjectNode> saved = new TreeMap<>();
    final List<String> dispensed = new ArrayList<>();
    final Map<String, List<String>> asked = new TreeMap<>();
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
    private final EnteredStudy entered;
    private final HttpServer server;
    private final Map<String, Integer> bySite = new HashMap<>();

    FakeEquipoise(Study study) {
        this.study = study;
        this.entered = new EnteredStudy(study);
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

    /** What the eligibility certificate would name. */
    List<String> objections(String subject) {
        return entered.objections(subject);
    }

    /** What happens when a form says something else. */
    void correct(String subject, String event, String form, JsonNode body) {
        entered.keep(subject, entered.review(subject, new FormInstance(event, form, 1), body));
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
        if (path.endsWith("/dispensings")) {
            String dose = path.split("/subjects/", -1)[1].replace("/dispensings", " ")
                    + body.path("dose").asText();
            dispensed.add(dose);
            return new Reply(201, object().put("kit", "L" + (1000 + dispensed.size())));
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
        FormInstance instance = new FormInstance(place.event(), place.form(), Integer.parseInt(place.repeat()));
        EnteredStudy.Reviewed reviewed = entered.review(place.subject(), instance, body);
        Optional<String> wrong = reviewed.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.check() + ": " + finding.message() + " " + finding.value())
                .findFirst()
                .or(() -> change && !body.has("reasonForChange")
                        ? Optional.of("a change needs a reason")
                        : Optional.empty());
        if (wrong.isPresent()) {
            problems.add(place.key() + ": " + wrong.get());
            return problem(422, "check-failed", wrong.get());
        }
        List<String> unexplained = reviewed.findings().stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .map(Finding::check)
                .filter(check -> !body.path("warningReasons").has(check))
                .toList();
        if (!unexplained.isEmpty()) {
            warnings.addAll(unexplained);
            ObjectNode refused = object().put("code", "reason-required");
            unexplained.forEach(
                    check -> refused.withArray("findings").addObject().put("check", check));
            return new Reply(422, refused);
        }
        entered.keep(place.subject(), reviewed);
        asked.put(
                place.key(),
                reviewed.findings().stream()
                        .filter(finding -> finding.severity() == Severity.QUERY)
                        .map(Finding::check)
                        .toList());
        ObjectNode answer = object();
        answer.put("revision", change ? 2 : 1);
        answer.set("values", JSON.valueToTree(reviewed.values()));
        saved.put(place.key(), answer.deepCopy().<ObjectNode>set("sent", body));
        return new Reply(change ? 200 : 201, answer);
    }

    private Reply randomize(String subject) {
        List<String> objections = entered.objections(subject);
        if (!objections.isEmpty()) {
            refusals.put(subject, objections);
            return problem(422, "not-eligible", subject + " is not eligible: " + objections);
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
                .filter(subject -> entered.casebook(subject)
                        .value(ItemPath.parse(primary.path("visit").asText() + item)
                                .orElseThrow())
                        .isPresent())
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

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private static Reply problem(int status, String code, String detail) {
        return new Reply(
                status, object().put("code", code).put("detail", detail).put("fix", "Correct it."));
    }
}
