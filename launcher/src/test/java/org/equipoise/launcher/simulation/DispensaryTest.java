package org.equipoise.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispensaryTest {

    private static final Path KETAMINE = Path.of("../studies/ket-trd-01");
    private static final String HERE = "/api/randomizer/studies/KET-TRD-01";

    private final List<String> requests = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Map<String, JsonNode> bodies = new HashMap<>();
    private String randomized = """
        {"items":[{"subject":"01-001","kit":"K0000001"},{"subject":"01-002","kit":"K0000002"},
                  {"subject":"01-003","kit":"K0000003"}]}\
        """;
    private String dispensed = "";
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
    void aLaterDoseABrokenKitAndOneThatComesBack() {
        List<String> lines = perform("randomization.yaml");
        assertThat(requests)
                .containsExactly(
                        "clara.coordinator GET " + HERE + "/randomizations",
                        "clara.coordinator POST " + HERE + "/subjects/01-001/dispensings",
                        "clara.coordinator POST " + HERE + "/subjects/01-002/dispensings",
                        "clara.coordinator POST " + HERE + "/subjects/01-003/dispensings",
                        "clara.coordinator POST " + HERE + "/subjects/01-003/dispensings/D1_INFUSION/replacement",
                        "paul.pharmacist POST " + HERE + "/kits/K0000001/events",
                        "paul.pharmacist POST " + HERE + "/kits/K0000001/events");
        assertThat(lines)
                .containsExactly(
                        "Kits: clara.coordinator dispensed K0000002, K0000003, K0000004 for D1_INFUSION",
                        "Kits: K0000004 of 01-003 broke and was replaced by K0000005",
                        "Kits: paul.pharmacist took back and destroyed K0000001");
        assertThat(bodies.get(HERE + "/subjects/01-003/dispensings/D1_INFUSION/replacement")
                        .path("kit")
                        .asText())
                .isEqualTo("K0000004");
    }

    @Test
    void whoHasHadTheDoseGetsNoKitForIt() {
        dispensed = "01-003";
        List<String> lines = perform("randomization.yaml");
        assertThat(requests)
                .contains("clara.coordinator POST " + HERE + "/subjects/01-002/dispensings/D1_INFUSION/replacement");
        assertThat(lines)
                .containsExactly(
                        "Kits: clara.coordinator dispensed K0000002, K0000003 for D1_INFUSION",
                        "Kits: K0000003 of 01-002 broke and was replaced by K0000005",
                        "Kits: paul.pharmacist took back and destroyed K0000001");
    }

    @Test
    void aRepetitionUsesTheSameKeys() {
        perform("randomization.yaml");
        List<String> first = List.copyOf(keys);
        keys.clear();
        perform("randomization.yaml");
        assertThat(keys).isEqualTo(first);
    }

    @Test
    void nothingIsDoneWithoutSubjectsOrStock() {
        assertThat(perform(Study.load(Path.of("../studies/example-minimal")))).isEmpty();
        assertThat(requests).isEmpty();
        randomized = "{\"items\":[]}";
        assertThat(perform("randomization.yaml")).isEmpty();
        assertThat(requests).hasSize(1);
    }

    private List<String> perform(String plan) {
        return perform(Study.load(KETAMINE, plan));
    }

    private List<String> perform(Study study) {
        EquipoiseClient client = EquipoiseClient.at(
                URI.create("http://localhost:" + server.getAddress().getPort()), user -> user);
        requests.clear();
        return new Dispensary(client, study).perform();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String user = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        boolean write = exchange.getRequestMethod().equals("POST");
        if (write) {
            bodies.put(path, new ObjectMapper().readTree(exchange.getRequestBody()));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        }
        requests.add(user + " " + exchange.getRequestMethod() + " " + path);
        boolean refused = write && path.endsWith("/subjects/" + dispensed + "/dispensings");
        String kit = refused ? "{\"code\":\"already-dispensed\"}" : "{\"kit\":\"K000000" + requests.size() + "\"}";
        byte[] answer = (write ? kit : randomized).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(refused ? 409 : write ? 201 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
