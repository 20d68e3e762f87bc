package org.equipoise.gateway.edge;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(IdentityProvider.class)
@QuarkusTestResource(Services.class)
class LimitsResourceTest {

    private static final String GROUP = "/studies/KET-TRD-01/sites/01/coordinator";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TestHTTPResource("/")
    URL gateway;

    WireMockServer services;
    StreamingService streaming;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    @BeforeEach
    void reset() {
        services.resetAll();
        services.stubFor(any(anyUrl()).willReturn(ok("{}").withHeader("Content-Length", "2")));
    }

    private HttpRequest.Builder request(String person, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + gateway.getAuthority() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + Tokens.person(person, GROUP));
    }

    private HttpResponse<String> get(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.GET().build(), BodyHandlers.ofString());
    }

    @Nested
    class StreamsOfEvents {

        private final List<InputStream> open = new ArrayList<>();

        @BeforeEach
        void startService() {
            streaming.start();
        }

        @AfterEach
        void leave() throws IOException {
            for (InputStream stream : open) {
                stream.close();
            }
            streaming.stop();
        }

        @Test
        void areOpenToOnePersonUpToALimit() throws Exception {
            assertThat(follow("rita").statusCode()).isEqualTo(200);
            assertThat(follow("rita").statusCode()).isEqualTo(200);

            HttpResponse<InputStream> refused = follow("rita");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("15");
            JsonObject problem = problem(refused);
            assertThat(problem.getString("code")).isEqualTo("too-many-requests");
            assertThat(problem.getInteger("retryAfterSeconds")).isEqualTo(15);
            assertThat(problem.getString("fix")).contains("Close a page");
            assertThat(streaming.opened()).as("what the service knows of").isEqualTo(2);
            assertThat(get(request("rita", "/api/ecrf/studies")).statusCode())
                    .as("anything else")
                    .isEqualTo(200);
        }

        @Test
        void areOpenInAllUpToALimit() throws Exception {
            follow("rita");
            follow("nora");
            follow("paul");

            HttpResponse<InputStream> refused = follow("clara");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("15");
            assertThat(problem(refused).getString("code")).isEqualTo("busy");
            assertThat(get(request("clara", "/api/ecrf/studies")).statusCode()).isEqualTo(200);
        }

        @Test
        void makeRoomWhenTheirReaderLeaves() throws Exception {
            follow("rita");
            follow("rita").body().close();
            Awaitility.await("the service hears of it").atMost(PATIENCE).until(() -> streaming.left() == 1);
            awaitRoomFor("rita");
        }

        @Test
        void makeRoomWhenTheServiceBreaksOff() throws Exception {
            HttpResponse<InputStream> first = follow("rita");
            HttpResponse<InputStream> second = follow("rita");
            streaming.breakOff();
            for (HttpResponse<InputStream> broken : List.of(first, second)) {
                Awaitility.await().atMost(PATIENCE).until(() -> hasEnded(broken.body()));
            }
            open.clear();
            streaming.stop();
            streaming.start();
            awaitRoomFor("rita");
            awaitRoomFor("rita");
        }

        @Test
        void makeRoomHoweverOftenTheirReadersLeaveWhileSomethingIsSent() throws Exception {
            String known = "Authorization: Bearer " + Tokens.person("rita", GROUP);
            for (int visit = 0; visit < 20; visit++) {
                Awaitility.await().atMost(PATIENCE).until(() -> {
                    try (RawConnection connection = RawConnection.from("127.0.0.1", gateway)) {
                        return connection
                                        .head("GET /api/stats/changes", known, "Accept: text/event-stream")
                                        .answer()
                                        .status()
                                == 200;
                    }
                });
            }
        }

        @Test
        void takeNoRoomOnceTheyAreRefused() throws Exception {
            services.stubFor(any(anyUrl()).willReturn(notFound()));
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> refused =
                        get(request("rita", "/api/ecrf/nothing").header("Accept", "text/event-stream"));
                assertThat(refused.statusCode()).isEqualTo(404);
            }
        }

        private HttpResponse<InputStream> follow(String person) throws IOException, InterruptedException {
            HttpResponse<InputStream> answer = client.send(
                    request(person, "/api/stats/changes")
                            .header("Accept", "Text/Event-Stream")
                            .GET()
                            .build(),
                    BodyHandlers.ofInputStream());
            open.add(answer.body());
            return answer;
        }

        private void awaitRoomFor(String person) {
            Awaitility.await().atMost(PATIENCE).until(() -> follow(person).statusCode() == 200);
        }

        private static boolean hasEnded(InputStream stream) {
            try {
                return stream.read() < 0;
            } catch (IOException broken) {
                return true;
            }
        }

        private static JsonObject problem(HttpResponse<InputStream> answer) throws IOException {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            return new JsonObject(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Nested
    class Requests {

        private static final int MORE_THAN_A_BURST = 1500;

        @Test
        void ofOnePersonAreLimitedAndThoseOfOthersAreNot() throws Exception {
            HttpResponse<String> last = get(request("hasty", "/api/ecrf/studies"));
            for (int sent = 1; sent < MORE_THAN_A_BURST && last.statusCode() == 200; sent++) {
                last = get(request("hasty", sent % 10 == 0 ? "/me" : "/api/ecrf/studies"));
            }
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValue("Retry-After")).contains("1");
            JsonObject problem = new JsonObject(last.body());
            assertThat(problem.getString("code")).isEqualTo("too-many-requests");
            assertThat(problem.getString("detail")).contains("one person");
            assertThat(services.getAllServeEvents().size()).isGreaterThanOrEqualTo(180);
            assertThat(get(request("calm", "/api/ecrf/studies")).statusCode()).isEqualTo(200);
        }

        @Test
        void ofAPageOfSomebodyElseCountLikeAnyOther() throws Exception {
            HttpResponse<String> last =
                    get(request("stale", "/api/ecrf/studies").header("Equipoise-Person", "another"));
            assertThat(last.statusCode()).isEqualTo(409);
            for (int sent = 1; sent < MORE_THAN_A_BURST && last.statusCode() == 409; sent++) {
                last = get(request("stale", "/api/ecrf/studies").header("Equipoise-Person", "another"));
            }
            assertThat(last.statusCode()).isEqualTo(429);
        }

        @ParameterizedTest
        @CsvSource({
            "127.0.0.2, /sign-in, X-Nothing: 1, 302",
            "127.0.0.3, /me, Authorization: Bearer nonsense, 401",
            "127.0.0.4, /api/ecrf/studies, Authorization: Bearer nonsense, 401",
            "127.0.0.5, /studies/KET-TRD-01, Cookie: q_session=nonsense, 302",
        })
        void ofUnknownPeopleAreLimitedByTheirAddress(String address, String path, String header, int status)
                throws Exception {
            try (RawConnection connection = RawConnection.from(address, gateway)) {
                RawConnection.Answer last =
                        connection.head("GET " + path, header).answer();
                assertThat(last.status()).isEqualTo(status);
                for (int sent = 1; sent < MORE_THAN_A_BURST && last.status() == status; sent++) {
                    last = connection.head("GET " + path, header).answer();
                }
                assertThat(last.status()).isEqualTo(429);
                assertThat(last.headers()).containsEntry("retry-after", "1");
                assertThat(new JsonObject(last.body()).getString("code")).isEqualTo("too-many-requests");
                assertThat(connection.head("GET /q/health/live").answer().status())
                        .as("health, which watchers ask for")
                        .isEqualTo(200);
                String known = "Authorization: Bearer " + Tokens.person("calm", GROUP);
                assertThat(connection
                                .head("GET /api/ecrf/studies", known)
                                .answer()
                                .status())
                        .as("somebody who is known at the same address")
                        .isEqualTo(200);
            }
        }
    }

    @Nested
    class Bodies {

        @ParameterizedTest
        @ValueSource(strings = {"Content-Length: 100000", "Transfer-Encoding: chunked"})
        void thatNeverComeToAnEndAreAnsweredAndCutOff(String framing) throws Exception {
            String known = "Authorization: Bearer " + Tokens.person("slow", GROUP);
            try (RawConnection connection = RawConnection.from("127.0.0.1", gateway)) {
                connection.head("PUT /api/randomizer/studies/S/plans/1", known, framing);
                trickle(connection, framing.startsWith("Transfer") ? "1\r\nx\r\n" : "x");
                RawConnection.Answer answer = connection.answer();
                assertThat(answer.status()).as(answer.toString()).isEqualTo(408);
                assertThat(answer.headers())
                        .containsEntry("content-type", "application/problem+json")
                        .containsEntry("connection", "close");
                assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("body-too-slow");
                assertThat(connection.isClosedByTheOtherSide()).isTrue();
            }
            services.verify(0, anyRequestedFor(anyUrl()));
        }

        @Test
        void ofRequestsThatNobodyReadsHoldNoConnection() throws Exception {
            try (RawConnection connection = RawConnection.from("127.0.0.1", gateway)) {
                connection.head("POST /nothing", "Content-Length: 100000");
                assertThat(connection.answer().status()).isEqualTo(404);
                assertThat(connection.isClosedByTheOtherSide()).isTrue();
            }
        }

        @Test
        void thatComeInTimeLeaveTheConnectionOpen() throws Exception {
            String known = "Authorization: Bearer " + Tokens.person("steady", GROUP);
            try (RawConnection connection = RawConnection.from("127.0.0.1", gateway)) {
                for (int i = 0; i < 2; i++) {
                    connection
                            .head("PUT /api/ecrf/studies/S/versions/1", known, "Content-Length: 4")
                            .send("12")
                            .send("34");
                    assertThat(connection.answer().status()).isEqualTo(200);
                }
            }
        }

        private static void trickle(RawConnection connection, String piece) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        connection.send(piece);
                        return connection.isAnswered();
                    });
        }
    }
}
