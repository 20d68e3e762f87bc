package org.equipoise.launcher.replay;

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
import java.util.ArrayList;
import java.util.List;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayedTrialTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> calls = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private HttpServer server;
    private int subjects;
    private boolean later;

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

    @Test
    void theListComesFirstAndPeopleAreRandomizedInTheirOrder() {
        play();
        assertThat(calls.get(0)).isEqualTo("ursula.unblinded POST /api/randomizer/studies/NIMH-CROSSOVER/plans/1/list");
        assertThat(bodies.get(0)).startsWith("site,arm\n01,KETSAL\n01,SALKET\n");
        assertThat(bodies.stream().filter(body -> body.startsWith("{\"subject\"")))
                .containsExactly("{\"subject\":\"01-001\"}", "{\"subject\":\"01-002\"}", "{\"subject\":\"01-004\"}");
    }

    @Test
    void eachFormIsEnteredByWhoMay() {
        play();
        assertThat(calls)
                .contains("clara.coordinator PUT " + form("01-001", "BASELINE", "BACKGROUND"))
                .contains("rita.rater PUT " + form("01-001", "P1_DAY2", "RATINGS"))
                .contains("nora.nurse PUT " + form("01-001", "INFUSION1", "INFUSION"))
                .doesNotContain("nora.nurse PUT " + form("01-002", "INFUSION2", "INFUSION"))
                .doesNotContain("rita.rater PUT " + form("01-003", "P1_DAY2", "RATINGS"));
    }

    @Test
    void itEndsWithTheResultOfTheLook() {
        assertThat(play().path("comparison").path("estimate").asDouble()).isEqualTo(-9.65505);
        assertThat(String.join("\n", lines))
                .contains("B minus A: -9.65505 (SE 3.28863), t = -2.93589 on 25 degrees of freedom, 28 subjects")
                .contains("/analyses/a1/report");
    }

    @Test
    void aLookThatIsNotDoneAtOnceIsWaitedFor() {
        later = true;
        assertThat(play().path("comparison").path("df").asInt()).isEqualTo(25);
    }

    private JsonNode play() {
        EquipoiseClient client = EquipoiseClient.at(
                URI.create("http://localhost:" + server.getAddress().getPort()), user -> user);
        ReplayPlan plan = ReplayPlan.read(FinishedTrialTest.STUDY);
        return new ReplayedTrial(client, Study.load(FinishedTrialTest.STUDY), FinishedTrialTest.trial(plan), lines::add)
                .play();
    }

    private static String form(String subject, String event, String form) {
        return "/api/ecrf/studies/NIMH-CROSSOVER/subjects/" + subject + "/events/" + event + "/forms/" + form
                + "?repeat=1";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String user = exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", "");
        String path = exchange.getRequestURI().toString();
        calls.add(user + " " + exchange.getRequestMethod() + " " + path);
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = JSON.writeValueAsBytes(JSON.readTree(content(path)));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        boolean accepted = path.endsWith("/analyses");
        int status = accepted ? 202 : exchange.getRequestMethod().equals("GET") ? 200 : 201;
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String content(String path) {
        String result =
                "{\"analysis\":\"a1\",\"estimand\":{\"label\":\"Difference\"},\"information\":{\"observed\":28},"
                        + "\"comparison\":{\"contrast\":\"B-A\",\"estimate\":-9.65505,\"standardError\":3.28863,"
                        + "\"t\":-2.93589,\"df\":25}}";
        if (path.endsWith("/subjects")) {
            return "{\"subject\":\"01-00" + ++subjects + "\"}";
        }
        if (path.endsWith("/analyses")) {
            return later
                    ? "{\"run\":\"r1\",\"state\":\"queued\"}"
                    : "{\"run\":\"r1\",\"state\":\"completed\",\"result\":" + result + "}";
        }
        return path.endsWith("/analyses/r1")
                ? "{\"state\":\"completed\",\"result\":" + result + "}"
                : "{\"entries\":3}";
    }
}
