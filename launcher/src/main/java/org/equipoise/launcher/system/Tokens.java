package org.equipoise.launcher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Access tokens from the local identity provider. */
public final class Tokens {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SAFETY = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_ATTEMPTS = 8;
    private static final int OK = 200;
    private static final int FAILED = 500;

    private final HttpClient http;
    private final URI keycloak;
    private final Clock clock;
    private final Map<String, Token> cache = new ConcurrentHashMap<>();

    private record Token(String text, Instant end) {}

    Tokens(HttpClient http, URI keycloak, Clock clock) {
        this.http = http;
        this.keycloak = keycloak;
        this.clock = clock;
    }

    /** Tokens of an identity provider that runs already. */
    public static Tokens of(Ports ports) {
        return new Tokens(HttpClient.newHttpClient(), ports.base(Part.KEYCLOAK), Clock.systemUTC());
    }

    /** A token of a demonstration user that is good for at least another minute. */
    public String of(String user) {
        return cache.compute(user, (name, known) -> isFresh(known) ? known : signIn(name))
                .text();
    }

    private boolean isFresh(Token token) {
        return token != null && clock.instant().plus(SAFETY).isBefore(token.end());
    }

    private Token signIn(String user) {
        return request(
                Realm.NAME,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        Realm.PROGRAM_CLIENT,
                        "username",
                        user,
                        "password",
                        Person.PASSWORD));
    }

    /** A token with which the launcher may administer the realm. */
    String administration(String secret) {
        return request(
                        "master",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                Realm.ADMINISTRATION_CLIENT,
                                "client_secret",
                                secret))
                .text();
    }

    private Token request(String realm, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(keycloak + "/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = answer(request);
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != OK) {
                throw new LaunchFailure("The identity provider gives no token for "
                        + form.getOrDefault("username", form.get("client_id")) + ": "
                        + answer.path("error_description")
                                .asText(answer.path("error").asText()));
            }
            return new Token(
                    answer.path("access_token").asText(),
                    clock.instant().plusSeconds(answer.path("expires_in").asLong()));
        } catch (ConnectException e) {
            throw new LaunchFailure(
                    "No identity provider answers at " + keycloak + "; start Equipoise: ./equipoise up", e);
        } catch (IOException e) {
            throw new LaunchFailure("The identity provider gives no token: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while signing in", e);
        }
    }

    /** Just after its database was restarted, the identity provider finds its old connections broken, one by one. */
    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        for (int attempt = 1; attempt < MOST_ATTEMPTS && response.statusCode() >= FAILED; attempt++) {
            Thread.sleep(PAUSE.multipliedBy(attempt).toMillis());
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        }
        return response;
    }
}
