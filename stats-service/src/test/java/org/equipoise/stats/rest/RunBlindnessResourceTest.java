package org.equipoise.stats.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.stats.rest.StatsApi.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Role;
import org.equipoise.stats.FrozenStudy;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.equipoise.testing.Operation;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever becomes of a closed run, whoever may not read it gets the same answers from every operation, byte by byte, as in
 * a study without runs; nothing is logged, and no metric tells.
 */
@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class RunBlindnessResourceTest {

    private static final SimulatedRecords TRIAL = SimulatedRecords.of(54, 4, 7);
    private static final List<Operation> OPERATIONS = Operation.in("org.equipoise.stats.rest");
    private static final String NO_RUN = "00000000-0000-4000-8000-000000000000";
    private static final int LONG_MILLIS = 1_200;

    Neighbourhood neighbours;
    private final Lines lines = new Lines();
    private static final String STUDY = "BLIND-01";
    private static Map<String, String> before;

    /** The answers before the first run of all; no later state of the study may differ from them. */
    @BeforeEach
    void listen() {
        answered(frozen());
        if (before == null) {
            assertThat(StatsApi.publish(SimulatedRecords.definitionFor(STUDY)).statusCode())
                    .isEqualTo(201);
            before = everyAnswer(NO_RUN, List.of(Role.values()));
            assertThat(before).hasSizeGreaterThan(100);
        }
        Logger.getLogger("").addHandler(lines);
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger("").removeHandler(lines);
    }

    private FrozenStudy frozen() {
        return new FrozenStudy(STUDY, TRIAL);
    }

    private void answered(FrozenStudy frozen) {
        frozen.answeredBy(neighbours);
        frozen.openTo(neighbours);
    }

    @Test
    void aRunThatCrossedTheBoundary() {
        String run = tracelessly("completed");
        assertThat(decision(run)).isEqualTo("stop-efficacy");
        assertSameAnswers(run);
    }

    @Test
    void aRunThatDidNotCrossIt() {
        answered(frozen().withUnrelatedArms());
        String run = tracelessly("completed");
        assertThat(decision(run)).isIn("continue", "stop-futility");
        assertSameAnswers(run);
    }

    @Test
    void aRunThatFailedForANeighbour() {
        neighbours
                .server()
                .stubFor(get(urlPathMatching(Neighbourhood.ALLOCATIONS))
                        .willReturn(aResponse().withStatus(500)));
        String run = tracelessly("neighbour-unavailable");
        answered(frozen());
        assertSameAnswers(run);
    }

    @Test
    void aRunWhoseSourcesDisagree() {
        answered(frozen().withoutAllocationOf("02-0003"));
        String run = tracelessly("analysis-impossible");
        answered(frozen());
        assertSameAnswers(run);
    }

    @Test
    void runsAtWorkWaitingAndCancelled() {
        neighbours
                .server()
                .stubFor(get(urlPathMatching(Neighbourhood.ALLOCATIONS))
                        .willReturn(aResponse().withStatus(500).withFixedDelay(LONG_MILLIS)));
        List<String> runs = Stream.generate(this::ask).limit(3).toList();
        String last = runs.get(2);
        List<Role> few = List.of(Role.STATISTICIAN, Role.SPONSOR);
        assertThat(everyAnswer(last, few)).isEqualTo(only(few));
        assertThat(state(last)).isEqualTo("queued");
        as("dmc-member", STUDY)
                .delete(StatsApi.path(STUDY) + "/analyses/" + last)
                .then()
                .statusCode(200);
        runs.forEach(run -> StatsApi.ended(STUDY, run));
        assertThat(state(last)).isEqualTo("cancelled");
        assertThat(lines.heard).isEmpty();
        assertSameAnswers(last);
    }

    /** A run from its request to its end, during which nothing is logged and no metric of requests changes. */
    private String tracelessly(String state) {
        Map<String, String> metrics = metrics();
        String run = ask();
        assertThat(StatsApi.ended(STUDY, run).jsonPath().getString("state")).isEqualTo(state);
        assertThat(lines.heard).isEmpty();
        assertThat(metrics()).isEqualTo(metrics);
        return run;
    }

    private String ask() {
        return StatsApi.ask(STUDY, 1, UUID.randomUUID().toString()).jsonPath().getString("run");
    }

    private String state(String run) {
        return read(run).jsonPath().getString("state");
    }

    private String decision(String run) {
        return read(run).jsonPath().getString("result.decision");
    }

    private Response read(String run) {
        return as("dmc-member", STUDY).get(StatsApi.path(STUDY) + "/analyses/" + run);
    }

    private void assertSameAnswers(String run) {
        assertThat(everyAnswer(run, List.of(Role.values()))).isEqualTo(before);
    }

    private Map<String, String> only(List<Role> roles) {
        return before.entrySet().stream()
                .filter(answer ->
                        roles.stream().anyMatch(role -> answer.getKey().endsWith(" as " + role.id())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Each operation as each of these roles that may not read closed results. */
    private Map<String, String> everyAnswer(String run, List<Role> roles) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Role role : roles) {
            if (!role.permissions().contains(Permission.CLOSED_ANALYSIS_READ)) {
                for (Operation operation : OPERATIONS) {
                    variants(operation)
                            .forEach(query -> answers.put(
                                    operation + query + " as " + role.id(), fingerprint(operation, query, run, role)));
                }
            }
        }
        return answers;
    }

    private static List<String> variants(Operation operation) {
        return operation.method().equals("GET") && operation.path().endsWith("report")
                ? List.of("?format=json", "?format=html", "?format=pdf")
                : List.of("");
    }

    private String fingerprint(Operation operation, String query, String run, Role role) {
        String path = operation
                .path()
                .replace("{study}", STUDY)
                .replace("{version}", "1")
                .replaceAll("\\{analysis}|\\{run}", run)
                .replaceAll("\\{[^}]*}", NO_RUN);
        var request = as(role.id(), STUDY).header("Idempotency-Key", NO_RUN);
        if (!operation.method().equals("GET")) {
            request.body("{\"look\":1}");
        }
        return withoutRequest(request.request(operation.method(), "/api/stats" + path + query), run);
    }

    /** Status, headers and body, less what names the request and the time of asking. */
    private static String withoutRequest(Response answer, String run) {
        String headers = answer.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("X-Request-Id"))
                .filter(header -> !header.getName().equalsIgnoreCase("Date"))
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
        String type = answer.contentType() == null ? "" : answer.contentType();
        String body = type.startsWith("application/pdf")
                ? CanonicalJson.sha256Text(Arrays.toString(answer.asByteArray()))
                : answer.asString().replaceAll("urn:request:[0-9a-f-]{36}", "urn:request");
        return answer.statusCode() + "\n" + headers + "\n" + body.replace(run, "run");
    }

    /** Every metric that there is, and the values of those of requests in and out. */
    private static Map<String, String> metrics() {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("jvm_") && !line.contains("/q/metrics"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> ofRequests(line) ? line.substring(line.lastIndexOf(' ')) : "",
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static boolean ofRequests(String line) {
        return line.startsWith("http_server_requests") || line.startsWith("http_client_requests");
    }

    /** What is logged at INFO and above. */
    private static final class Lines extends Handler {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.INFO.intValue()) {
                heard.add(line.getLevel() + " " + line.getLoggerName() + " " + line.getMessage());
            }
        }

        @Override
        public void flush() {
            // kept in memory
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
