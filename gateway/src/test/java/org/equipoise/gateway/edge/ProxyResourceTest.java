package org.equipoise.gateway.edge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(IdentityProvider.class)
@QuarkusTestResource(Services.class)
class ProxyResourceTest {

    private static final String GROUP = "/studies/KET-TRD-01/sites/01/coordinator";
    private static final int MEGABYTE = 1_048_576;

    @TestHTTPResource("/")
    URL gateway;

    WireMockServer services;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String token;

    @BeforeEach
    void reset() {
        services.resetAll();
        services.stubFor(any(anyUrl()).willReturn(ok("{}")));
        token = Tokens.person("clara.coordinator", GROUP);
    }

    @Test
    void forwardsARequestUnchanged() throws Exception {
        HttpResponse<String> answer = send(request("/api/ecrf/studies/S/subjects/01-001?limit=2&x=%20y")
                .header("Idempotency-Key", "k-1")
                .header("If-Match", "\"3\"")
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "12345678-abcd")
                .PUT(BodyPublishers.ofString("{\"a\":1}")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("12345678-abcd");
        services.verify(putRequestedFor(urlEqualTo("/api/ecrf/studies/S/subjects/01-001?limit=2&x=%20y"))
                .withHeader("Authorization", equalTo("Bearer " + token))
                .withHeader("Idempotency-Key", equalTo("k-1"))
                .withHeader("If-Match", equalTo("\"3\""))
                .withHeader("X-Request-Id", equalTo("12345678-abcd"))
                .withHeader("X-Forwarded-Proto", equalTo("http"))
                .withHeader("X-Forwarded-For", equalTo("127.0.0.1"))
                .withHeader("X-Forwarded-Host", equalTo(gateway.getAuthority()))
                .withRequestBody(equalTo("{\"a\":1}")));
    }

    @Test
    void forwardsARequestOfAConnectionThatChangesToHttp2() throws Exception {
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .build()
                .send(
                        request("/api/ecrf/studies")
                                .timeout(Duration.ofSeconds(20))
                                .GET()
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        services.verify(getRequestedFor(urlEqualTo("/api/ecrf/studies"))
                .withHeader("X-Forwarded-Host", equalTo(gateway.getAuthority())));
    }

    @Test
    void otherSystemsReachTheExternalContractWithTheirOwnCredentials() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(gateway + "api/randomise?x=1"))
                        .header("Authorization", "Basic b2M6c2VjcmV0")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Forwarded-For", "6.6.6.6")
                        .POST(BodyPublishers.ofString("identifier=SS_1"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        services.verify(postRequestedFor(urlEqualTo("/api/randomizer/external/randomise?x=1"))
                .withHeader("Authorization", equalTo("Basic b2M6c2VjcmV0"))
                .withHeader("X-Forwarded-For", equalTo("127.0.0.1"))
                .withRequestBody(equalTo("identifier=SS_1")));
    }

    @Test
    void servesTheDescriptionOfAServiceToWhoeverIsSignedIn() throws Exception {
        services.stubFor(any(anyUrl())
                .willReturn(ok("{\"openapi\": \"3.1.0\"}").withHeader("Access-Control-Allow-Origin", "*")));
        HttpResponse<String> answer =
                send(request("/api/ecrf/openapi?format=json").GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("3.1.0");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        services.verify(getRequestedFor(urlEqualTo("/q/openapi?format=json")));
    }

    @Test
    void servesNoDescriptionWithoutASignIn() throws Exception {
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(URI.create(gateway + "api/ecrf/openapi")).GET());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(services.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/ecrf/q/openapi", "/api/ecrf/q/metrics", "/api/ecrf/openapi/q"})
    void reachesNothingElseBesideAnApi(String path) throws Exception {
        send(request(path).GET());
        services.verify(getRequestedFor(urlEqualTo(path)));
    }

    @Test
    void stopsCookiesAndWhatBelongsToAConnection() throws Exception {
        services.stubFor(any(anyUrl())
                .willReturn(ok("{}").withHeader("Set-Cookie", "tracking=1")
                        .withHeader("Server", "secret/1.0")
                        .withHeader("Keep-Alive", "timeout=5")
                        .withHeader("ETag", "\"7\"")
                        .withHeader("Content-Security-Policy", "default-src *")));
        HttpResponse<String> answer = send(request("/api/ecrf/studies")
                .header("Cookie", "other=1")
                .header("X-Forwarded-For", "6.6.6.6")
                .GET());
        assertThat(answer.headers().map())
                .doesNotContainKeys("set-cookie", "server", "keep-alive")
                .containsKey("etag");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .as("a service can only narrow what the gateway allows")
                .hasSize(2)
                .contains("default-src *")
                .anySatisfy(policy -> assertThat(policy).contains("default-src 'none'", "sandbox"));
        assertThat(services.getAllServeEvents()).singleElement().satisfies(event -> {
            assertThat(event.getRequest().containsHeader("Cookie")).isFalse();
            assertThat(event.getRequest().header("X-Forwarded-For").values()).containsExactly("127.0.0.1");
        });
    }

    @Test
    void streamsALargeAnswerInsteadOfCollectingIt() throws Exception {
        byte[] large = new byte[24 * MEGABYTE];
        new Random(7).nextBytes(large);
        services.stubFor(any(anyUrl()).willReturn(aResponse().withBody(large).withChunkedDribbleDelay(24, 3600)));
        long start = System.nanoTime();
        HttpResponse<InputStream> answer =
                client.send(request("/api/ecrf/studies/S/export").GET().build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            byte[] first = body.readNBytes(1024);
            Duration untilFirst = Duration.ofNanos(System.nanoTime() - start);
            assertThat(Arrays.equals(first, Arrays.copyOf(large, 1024))).isTrue();
            assertThat(untilFirst).isLessThan(Duration.ofMillis(3300));
            assertThat(body.readAllBytes()).hasSize(large.length - 1024);
        }
    }

    @Test
    void takesABodyOfTenMegabytes() throws Exception {
        assertThat(put(BodyPublishers.ofByteArray(new byte[10 * MEGABYTE])).statusCode())
                .isEqualTo(200);
        assertThat(services.getAllServeEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.getRequest().getBody()).hasSize(10 * MEGABYTE));
    }

    @Test
    void refusesElevenMegabytesWhetherAnnouncedOrChunked() throws Exception {
        byte[] large = new byte[11 * MEGABYTE];
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        for (BodyPublisher body : new BodyPublisher[] {BodyPublishers.ofByteArray(large), chunked}) {
            HttpResponse<String> answer = put(body);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("body-too-large");
            assertThat(new JsonObject(answer.body()).getString("fix")).isNotBlank();
        }
        services.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void saysThatAServiceIsDown() throws Exception {
        HttpResponse<String> answer =
                send(request("/api/stats/studies/S/design").GET());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("code")).isEqualTo("neighbour-unavailable");
        assertThat(problem.getString("detail")).contains("stats-service");
        assertThat(problem.getString("fix")).contains("Try again");
    }

    @Test
    void saysThatAServiceTookTooLong() throws Exception {
        services.stubFor(any(anyUrl()).willReturn(ok("{}").withFixedDelay(6000)));
        HttpResponse<String> answer =
                send(request("/api/randomizer/studies/S/plan").GET());
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("timed-out");
    }

    @ParameterizedTest
    @MethodSource("tokensThatOpenNothing")
    void answersBadTokensWithAProblemAndForwardsNothing(String bad) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + "api/ecrf/studies"));
        if (!bad.isEmpty()) {
            request.header("Authorization", "Bearer " + bad);
        }
        HttpResponse<String> answer = send(request.GET());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("unauthenticated");
        assertThat(services.getAllServeEvents()).isEmpty();
    }

    static Stream<String> tokensThatOpenNothing() {
        return Stream.of(
                "",
                "nonsense",
                Tokens.expired("p", GROUP),
                Tokens.forged("p", GROUP),
                Tokens.forAnotherAudience("p", GROUP),
                Tokens.ofAnotherIssuer("p", GROUP),
                Tokens.identityToken("p", GROUP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/ecrf/../q/health",
                "api/ecrf/%2e%2e/q/health",
                "/api/ecrf/studies",
                "api//ecrf/studies",
                "api/ecrf/studies;x=1",
                "%61pi/ecrf/studies",
                "api/ecrf/..%2fq/health",
                "api/ecrf",
                "api/unknown/studies",
                "api/q/health",
            })
    void refusesPathsThatCouldLeadElsewhere(String path) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(gateway + path))
                .header("Authorization", "Bearer " + token)
                .GET());
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(services.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200",
        "me, 401",
        "api/ecrf/studies, 401",
        "q/health/ready, 200",
        "q/metrics, 200",
        "nothing/here, 404",
        "favicon.svg, 200",
    })
    void saysOnEveryAnswerWhatItNeverDoes(String path, int status) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(gateway + path)).GET());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe-eval", "script-src 'unsafe-inline'"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }

    private HttpResponse<String> put(BodyPublisher body) throws IOException, InterruptedException {
        return send(request("/api/ecrf/studies/S/versions/1").PUT(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + gateway.getAuthority() + path))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
