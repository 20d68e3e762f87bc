package org.equipoise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.platform.security.Role;

/**
 * Every operation of a service × every role, in scope and out of scope. Who may do what stands in a table of the test
 * resources, written by hand and not derived from the code: a line an operation, {@code METHOD /path: role role …}, with
 * {@code anybody-signed-in} or {@code service:<client>} where that applies, or {@code own-authentication} where no access
 * token opens anything. An operation that the table does not name fails the test.
 */
public final class AuthorizationMatrix {

    public static final String STUDY = "KET-TRD-01";
    private static final String ANYBODY = "anybody-signed-in";
    private static final String OWN = "own-authentication";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String basePath;
    private final List<Operation> operations;
    private final Map<String, Set<String>> table;

    private AuthorizationMatrix(String basePath, List<Operation> operations, Map<String, Set<String>> table) {
        this.basePath = basePath;
        this.operations = operations;
        this.table = table;
    }

    public static AuthorizationMatrix of(String basePath, String restPackage, String tableResource) {
        return new AuthorizationMatrix(basePath, Operation.in(restPackage), read(tableResource));
    }

    /** The table names exactly the operations that exist. */
    public void checkComplete() {
        assertThat(operations.stream().map(Operation::toString))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(table.keySet());
    }

    /** One case an operation and kind of caller. Each kind of caller gets one token for all operations. */
    public Stream<AuthorizationCase> cases() {
        List<Caller> callers = callers();
        List<Caller> withTokens = callersWithTokens();
        return operations.stream().flatMap(operation -> {
            Set<String> allowed = table.getOrDefault(operation.toString(), Set.of());
            return (allowed.contains(OWN) ? withTokens : callers)
                    .stream()
                            .map(caller -> new AuthorizationCase(
                                    operation, caller.name(), caller.token(), caller.expected(allowed)));
        });
    }

    private static List<Caller> callers() {
        Stream<Caller> roles = Arrays.stream(Role.values())
                .flatMap(role -> Stream.of(
                        new Caller(
                                role.id() + " of the study",
                                Tokens.person("p", group(STUDY, role)),
                                role.id(),
                                Expected.FORBIDDEN),
                        new Caller(
                                role.id() + " of another study",
                                Tokens.person("p", group("OTHER", role)),
                                ANYBODY,
                                Expected.NOT_FOUND)));
        Stream<Caller> services = Stream.of("randomizer", "stats-service")
                .map(client -> new Caller(
                        "the service " + client, Tokens.service(client), "service:" + client, Expected.FORBIDDEN));
        String group = group(STUDY, Role.ADMINISTRATOR);
        Stream<Caller> bad = Stream.of(
                Caller.turnedAway("nobody", null),
                Caller.turnedAway("an expired token", Tokens.expired("p", group)),
                Caller.turnedAway("a forged token", Tokens.forged("p", group)),
                Caller.turnedAway("a token for another audience", Tokens.forAnotherAudience("p", group)),
                Caller.turnedAway("a token of another issuer", Tokens.ofAnotherIssuer("p", group)),
                Caller.turnedAway("an identity token", Tokens.identityToken("p", group)),
                new Caller(
                        "a person with contradicting roles",
                        Tokens.person("p", group(STUDY, Role.DMC_MEMBER), group(STUDY, Role.INVESTIGATOR)),
                        ANYBODY,
                        Expected.FORBIDDEN));
        return Stream.of(roles, services, bad).flatMap(s -> s).toList();
    }

    private static List<Caller> callersWithTokens() {
        Stream<Caller> roles = Arrays.stream(Role.values())
                .map(role ->
                        Caller.turnedAway(role.id() + " with an access token", Tokens.person("p", group(STUDY, role))));
        Stream<Caller> others = Stream.of(
                Caller.turnedAway("nobody", null), Caller.turnedAway("a service", Tokens.service("stats-service")));
        return Stream.concat(roles, others).toList();
    }

    private static String group(String study, Role role) {
        return "/studies/" + study + "/" + role.id();
    }

    /** Sends the request of a case and checks the answer's status and that a refusal is a problem detail. */
    public void check(AuthorizationCase example) {
        HttpResponse<byte[]> response = send(request(example));
        assertThat(response.statusCode()).as(example.toString()).satisfies(example.expected()::check);
        if (response.statusCode() >= 400) {
            assertThat(response.headers().firstValue("Content-Type").orElse(""))
                    .as(example.toString())
                    .startsWith("application/problem+json");
            assertThat(JsonBody.of(response.body()).path("fix").asText())
                    .as(example.toString())
                    .isNotBlank();
        }
    }

    private HttpRequest request(AuthorizationCase example) {
        Operation operation = example.operation();
        boolean ownAuthentication =
                table.getOrDefault(operation.toString(), Set.of()).contains(OWN);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        RestAssured.baseURI + ":" + RestAssured.port + basePath + operation.pathFor(STUDY, "01")))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", ownAuthentication ? "application/x-www-form-urlencoded" : "application/json")
                .header("Idempotency-Key", "matrix")
                .method(
                        operation.method(),
                        ownAuthentication || operation.method().equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (example.token() != null) {
            request.header("Authorization", "Bearer " + example.token());
        }
        return request.build();
    }

    /** Not by REST Assured, which takes several times as long: a table has thousands of cases. */
    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Set<String>> read(String resource) {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        int colon = line.indexOf(": ");
                        table.put(
                                line.substring(0, colon).trim(),
                                new TreeSet<>(
                                        List.of(line.substring(colon + 2).trim().split(" +"))));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    /** Somebody who calls: let in where the table grants the right, if any can help, turned away elsewhere. */
    private record Caller(String name, String token, String right, Expected otherwise) {

        static Caller turnedAway(String name, String token) {
            return new Caller(name, token, null, Expected.UNAUTHENTICATED);
        }

        Expected expected(Set<String> allowed) {
            boolean letIn = right != null && (allowed.contains(right) || allowed.contains(ANYBODY));
            return letIn ? Expected.LET_IN : otherwise;
        }
    }

    /** What a caller may expect. */
    public enum Expected {
        LET_IN,
        FORBIDDEN,
        NOT_FOUND,
        UNAUTHENTICATED;

        void check(int status) {
            switch (this) {
                case LET_IN -> assertThat(status).isNotIn(401, 403, 500);
                case FORBIDDEN -> assertThat(status).isEqualTo(403);
                case NOT_FOUND -> assertThat(status).isEqualTo(404);
                case UNAUTHENTICATED -> assertThat(status).isEqualTo(401);
            }
        }
    }

    /** An operation, somebody who calls it, and what should come of it. */
    public record AuthorizationCase(Operation operation, String caller, String token, Expected expected) {
        @Override
        public String toString() {
            return operation + " as " + caller + ": " + expected;
        }
    }
}
