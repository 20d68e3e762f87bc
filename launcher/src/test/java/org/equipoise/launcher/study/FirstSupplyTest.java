package org.equipoise.launcher.study;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstSupplyTest {

    private static final String HERE = "/api/randomizer/studies/KET-TRD-01";

    @TempDir
    private Path folder;

    private Study study;
    private final List<String> requests = new ArrayList<>();
    private final Map<String, JsonNode> bodies = new HashMap<>();
    private final Map<String, List<String>> keys = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        study = Study.load(Studies.KETAMINE, "randomization-2to1.yaml");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theDepotRegistersAndSendsAndEachSiteReceives() {
        bring();
        assertThat(requests.subList(0, 8))
                .containsExactly(
                        "dina.depot PUT " + HERE + "/depots/central",
                        "dina.depot POST " + HERE + "/kits",
                        "dina.depot POST " + HERE + "/shipments",
                        "dina.depot POST " + HERE + "/shipments/s-1/dispatch",
                        "paul.pharmacist POST " + HERE + "/shipments/s-1/receipt",
                        "dina.depot POST " + HERE + "/shipments",
                        "dina.depot POST " + HERE + "/shipments/s-1/dispatch",
                        "paul.pharmacist.02 POST " + HERE + "/shipments/s-1/receipt");
        assertThat(requests).hasSize(2 + 3 * study.sites().size());
        assertThat(lines).containsExactly("  1200 kits delivered to 6 sites");
    }

    @Test
    void everyTypeIsInTheRegistrationAndEveryKitIsReceived() {
        bring();
        assertThat(bodies.get(HERE + "/kits").path("batches").findValuesAsText("type"))
                .containsExactly("KTM", "MDZ");
        assertThat(bodies.get(HERE + "/kits").path("batches").findValuesAsText("count"))
                .containsExactly("600", "600");
        assertThat(bodies.get(HERE + "/shipments/s-1/receipt"))
                .hasToString("{\"conditions\":{\"K0000001\":\"intact\",\"K0000002\":\"intact\"}}");
    }

    @Test
    void aRepetitionSendsTheSameRequestsUnderTheSameKeys() {
        bring();
        List<String> first = List.copyOf(requests);
        Map<String, List<String>> firstKeys = new HashMap<>(keys);
        requests.clear();
        keys.clear();
        bring();
        assertThat(requests).isEqualTo(first);
        assertThat(keys).isEqualTo(firstKeys);
    }

    @Test
    void aStudyWhoseKitsStandOnTheListGetsNone() throws IOException {
        Studies.copy(Studies.KETAMINE, folder);
        Studies.replace(folder, "randomization-2to1.yaml", "kits: managed", "kits: per-entry");
        Studies.replace(folder, "randomization-2to1.yaml", "kitMinimumDays: 7\n", "");
        bring(Study.load(folder, "randomization-2to1.yaml"));
        assertThat(requests).isEmpty();
    }

    private void bring() {
        bring(study);
    }

    private void bring(Study study) {
        EquipoiseClient client = EquipoiseClient.at(
                URI.create("http://localhost:" + server.getAddress().getPort()), user -> user);
        new FirstSupply(client, lines::add).bring(study);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String user = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        requests.add(user + " " + exchange.getRequestMethod() + " " + path);
        bodies.put(path, new ObjectMapper().readTree(exchange.getRequestBody()));
        keys.computeIfAbsent(path, here -> new ArrayList<>())
                .add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        byte[] answer = "{\"shipment\":\"s-1\",\"kits\":[\"K0000001\",\"K0000002\"]}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
