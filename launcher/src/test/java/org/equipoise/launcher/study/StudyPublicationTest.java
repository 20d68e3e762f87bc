package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.client.EquipoiseClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StudyPublicationTest {

    private static final String ECRF = "/api/ecrf/studies/KET-TRD-01/versions/1";
    private static final String RANDOMIZER = "/api/randomizer/studies/KET-TRD-01/plans/1";
    private static final String STATS = "/api/stats/studies/KET-TRD-01/plans/1";
    private static final String ACTIVATION = RANDOMIZER + "/activation";

    private final Study study = Study.load(Studies.KETAMINE);
    private final List<String> requests = new ArrayList<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private String answer = "{\"entries\": 720, \"version\": \"1\", \"status\": \"active\"}";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void givesEachServiceItsPartAndActivatesTheListAsAnotherPerson() {
        publish();

        assertThat(requests)
                .containsExactly(
                        "ada PUT " + ECRF, "ada PUT " + RANDOMIZER, "ada PUT " + STATS, "ursula POST " + ACTIVATION);
        assertThat(keys).containsEntry(ACTIVATION, "activate:KET-TRD-01:1");
        assertThat(lines).last().asString().contains("720 entries");
    }

    @Test
    void sendsTheArmsToTheRandomizerAlone() {
        publish();

        assertThat(bodies.get(RANDOMIZER)).contains("KTM", "Midazolam 0.045 mg/kg");
        assertThat(bodies.get(ECRF) + bodies.get(STATS)).doesNotContain("KTM", "MDZ", "Midazolam", "Ketamine 0.5");
    }

    @Test
    void saysWhatWasThereAlready() {
        for (String path : List.of(ECRF, RANDOMIZER, STATS)) {
            statuses.put(path, 200);
        }
        statuses.put(ACTIVATION, 409);

        publish();

        assertThat(lines)
                .containsExactly(
                        "  forms and schedule already published",
                        "  randomization plan already published",
                        "  analysis plan already published",
                        "  randomization list already active");
    }

    @Test
    void namesEachErrorOfARefusedPartInOneLine() {
        statuses.put(ECRF, 422);
        answer = """
                {"code": "invalid-definition", "detail": "One error.", "fix": "Correct it.",
                 "errors": [{"path": "/forms/MADRS", "value": "1 +", "expected": "a CEL expression"}]}""";

        assertThatThrownBy(this::publish)
                .isInstanceOf(CallRefusedException.class)
                .hasMessage("PUT " + ECRF + " as ada was answered with 422 invalid-definition: One error.: "
                        + "path=\"/forms/MADRS\" value=\"1 +\" expected=\"a CEL expression\": Correct it.");
        assertThat(requests).hasSize(1);
    }

    @Test
    void repeatsACallWhileAServiceIsAway() {
        statuses.put(STATS, 503);

        publish();

        assertThat(requests).filteredOn(request -> request.endsWith(STATS)).hasSize(2);
    }

    private void publish() {
        EquipoiseClient client = EquipoiseClient.at(
                URI.create("http://localhost:" + server.getAddress().getPort()), user -> user);
        new StudyPublication(client, lines::add).publish(study, "ada", "ursula");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String user = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        if (!exchange.getRequestMethod().equals("GET")) {
            requests.add(user + " " + exchange.getRequestMethod() + " " + path);
        }
        bodies.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        keys.put(path, exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        int status = statuses.getOrDefault(path, exchange.getRequestMethod().equals("GET") ? 200 : 201);
        if (status == 503) {
            statuses.remove(path);
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
