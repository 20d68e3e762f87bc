package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.platform.audit.CanonicalJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefinitionTrialTest {

    private static final String VERSIONS = "/api/ecrf/studies/EXAMPLE-MINIMAL/versions";
    private static final String TRIALS = "/api/ecrf/studies/EXAMPLE-MINIMAL/definition-trials";
    private static final String NOTHING = """
            {"version": "1", "subjects": 1, "forms": 0, "checks": [], "places": {"items": []}}""";
    private static final String FINDINGS = """
            {"version": "1", "subjects": 2, "forms": 9,
             "checks": [
               {"form": "VISIT", "check": "R1", "severity": "query", "fires": 1, "settles": 0},
               {"form": "VISIT", "check": "R1", "severity": "query", "raises": "alert", "fires": 0, "settles": 2}],
             "places": {"next": "abc", "items": [
               {"subject": "01-001", "event": "WEEK1", "form": "VISIT", "repeat": 2, "check": "R1",
                "severity": "query", "effect": "fires", "message": "Is that\\n so?"}]}}""";

    private final Study study = Study.load(Studies.MINIMAL);
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        answers.put(VERSIONS, versions("1", hash()));
        answers.put(TRIALS, NOTHING);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void saysThatNothingWouldChange() throws IOException {
        trial();

        assertThat(CanonicalJson.sha256(new ObjectMapper().readTree(bodies.get(TRIALS))))
                .isEqualTo(hash());
        assertThat(lines)
                .containsExactly(
                        "  tried on 0 forms of 1 subject that dario may read; nothing was stored or published",
                        "  no check would fail or settle anywhere else than now");
    }

    @Test
    void saysWhatTheRulesWouldFindInALineEach() {
        answers.put(TRIALS, FINDINGS);

        trial();

        assertThat(lines)
                .containsExactly(
                        "  tried on 9 forms of 2 subjects that dario may read; nothing was stored or published",
                        "  VISIT R1 (query): begins to fail on 1 form, no longer fails on 0 forms",
                        "  VISIT R1 (alert): begins to fail on 0 forms, no longer fails on 2 forms",
                        "    01-001 WEEK1 VISIT R1 (query) repeat 2 begins to fail: Is that so?",
                        "    and more: the page \"Amendments\" shows all places");
    }

    @Test
    void namesTheErrorsForWhichPublicationWouldBeRefused() {
        statuses.put(TRIALS, 422);
        answers.put(TRIALS, """
                {"code": "invalid-definition", "detail": "One error.",
                 "errors": [{"path": "/forms/VISIT", "value": "1 +", "expected": "a CEL expression"}]}""");

        assertThatThrownBy(this::trial)
                .isInstanceOf(CallRefusedException.class)
                .hasMessageContaining("422 invalid-definition: One error.")
                .hasMessageContaining("/forms/VISIT");
    }

    @Test
    void refusesAVersionThatWasPublishedWithOtherContent() {
        answers.put(VERSIONS, versions("1", "00"));

        assertThatThrownBy(this::trial)
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("Version 1 of EXAMPLE-MINIMAL was published with other content;"
                        + " raise version in study.yaml");
        assertThat(bodies).doesNotContainKey(TRIALS);
    }

    @Test
    void triesAVersionBesideOthers() {
        answers.put(VERSIONS, versions("0", "00"));

        trial();

        assertThat(lines).hasSize(2);
    }

    @Test
    void saysThatNothingWasEnteredIntoAStudyThatWasNeverPublished() {
        statuses.put(VERSIONS, 404);

        assertThatThrownBy(this::trial)
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("EXAMPLE-MINIMAL was never published on this system");
        assertThat(bodies).doesNotContainKey(TRIALS);
    }

    /** The service hashes what it reads from the wire, numbers in full. */
    private String hash() throws IOException {
        ObjectMapper service = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        return CanonicalJson.sha256Text(
                CanonicalJson.of(service.readTree(study.definition().toString())));
    }

    private static String versions(String version, String hash) {
        return "{\"items\": [{\"version\": \"" + version + "\", \"contentHash\": \"" + hash + "\"}]}";
    }

    private void trial() {
        EquipoiseClient client = EquipoiseClient.at(
                URI.create("http://localhost:" + server.getAddress().getPort()), user -> user);
        new DefinitionTrial(client, lines::add).run(study, "dario");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        bodies.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = answers.get(path).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(statuses.getOrDefault(path, 200), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
