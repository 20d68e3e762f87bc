package org.equipoise.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitteeMeetingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path KETAMINE = Path.of("../studies/ket-trd-01");
    private static final String HASH = "a".repeat(64);

    private final List<String> requests = new ArrayList<>();
    private final List<String> signedIn = new ArrayList<>();
    private final List<JsonNode> drafts = new ArrayList<>();
    private HttpServer server;
    private int releaseStatus = 201;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String user = exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer token-of-", "");
        String rest = path.substring(path.indexOf("KET-TRD-01") + "KET-TRD-01".length());
        requests.add(user + " " + rest);
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        ObjectNode answer = JSON.createObjectNode();
        int status = exchange.getRequestMethod().equals("GET") ? 200 : 201;
        if (rest.equals("/meetings")) {
            answer.put("meeting", "m1");
        } else if (rest.endsWith("/drafts")) {
            drafts.add(body);
            answer.putObject("recommendation").put("hash", HASH);
        } else if (rest.endsWith("/release")) {
            status = releaseStatus;
        } else if (rest.equals("/recommendations")) {
            answer.putArray("items")
                    .addObject()
                    .put("look", 3)
                    .put("action", "stop-efficacy")
                    .put("releasedAt", "2026-05-04T10:00:00Z")
                    .put("wording", "The committee recommends to stop.");
        }
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private List<String> hold(String decision) {
        EquipoiseClient client = EquipoiseClient.at(
                URI.create("http://localhost:" + server.getAddress().getPort()), user -> "token-of-" + user);
        return new CommitteeMeeting(client, Study.load(KETAMINE), user -> {
                    signedIn.add(user);
                    return client::send;
                })
                .hold(new LookResult(3, "analysis-1", 156, 2.4, 1.993, decision, "report"));
    }

    @Test
    void two_members_meet_sign_and_release_and_the_sponsor_reads_it() {
        List<String> lines = hold("stop-efficacy");

        assertThat(requests)
                .containsExactly(
                        "dora.dmc /meetings",
                        "dora.dmc /meetings/m1/attendance",
                        "dora.dmc /meetings/m1/interests",
                        "otto.dmc /meetings/m1/attendance",
                        "otto.dmc /meetings/m1/interests",
                        "dora.dmc /meetings/m1/drafts",
                        "dora.dmc /meetings/m1/signatures",
                        "otto.dmc /meetings/m1/signatures",
                        "dora.dmc /meetings/m1/release",
                        "sven.sponsor /recommendations");
        assertThat(signedIn).containsExactly("dora.dmc", "otto.dmc", "dora.dmc");
        assertThat(lines).hasSize(8);
        assertThat(lines.get(7)).contains("sven.sponsor", "look 3", "stop-efficacy", "recommends to stop");
    }

    @Test
    void what_is_released_names_no_number() {
        for (String decision : List.of("stop-efficacy", "stop-futility", "continue")) {
            hold(decision);
        }
        assertThat(drafts).hasSize(3).allSatisfy(draft -> {
            assertThat(draft.path("wording").asText())
                    .doesNotContainPattern("[0-9]")
                    .contains("recommends");
            assertThat(draft.path("reasons").asText()).contains("2.4000");
        });
        assertThat(drafts)
                .extracting(draft -> draft.path("action").asText())
                .containsExactly("stop-efficacy", "stop-futility", "continue");
    }

    @Test
    void a_refused_release_ends_it_with_what_the_service_said() {
        releaseStatus = 409;
        assertThatThrownBy(() -> hold("continue"))
                .isInstanceOf(CallRefusedException.class)
                .hasMessageContaining("/meetings/m1/release")
                .hasMessageContaining("409");
    }
}
