package org.equipoise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** One case an operation and kind of caller. */
    public Stream<AuthorizationCase> cases() {
        return operations.stream().flatMap(this::casesOf);
    }

    private Stream<AuthorizationCase> casesOf(Operation operation) {
        Set<String> allowed = table.getOrDefault(operation.toString(), Set.of());
        if (allowed.contains(OWN)) {
            return withTokens(operation);
        }
        boolean anybody = allowed.contains(ANYBODY);
        Stream<AuthorizationCase> roles = Arrays.stream(Role.values())
                .flatMap(role -> Stream.of(
                        new AuthorizationCase(
                                operation,
                                role.id() + " of the study",
                                Tokens.person("p", "/studies/" + STUDY + "/" + role.id()),
                                anybody || allowed.contains(role.id()) ? Expected.LET_IN : Expected.FORBIDDEN),
                        new AuthorizationCase(
                                operation,
                                role.id() + " of another study",
                                Tokens.person("p", "/studies/OTHER/" + role.id()),
                                anybody ? Expected.LET_IN : Expected.NOT_FOUND)));
        Stream<AuthorizationCase> services = Stream.of("randomizer", "stats-service")
                .map(client -> new AuthorizationCase(
                        operation,
                        "the service " + client,
                        Tokens.service(client),
                        anybody || allowed.contains("service:" + client) ? Expected.LET_IN : Expected.FORBIDDEN));
        String group = "/studies/" + STUDY + "/administrator";
        Stream<AuthorizationCase> bad = Stream.of(
                new AuthorizationCase(operation, "nobody", null, Expected.UNAUTHENTICATED),
                new AuthorizationCase(
                        operation, "an expired token", Tokens.expired("p", group), Expected.UNAUTHENTICATED),
                new AuthorizationCase(operation, "a forged token", Tokens.forged("p", group), Expected.UNAUTHENTICATED),
                new AuthorizationCase(
                        operation,
                        "a token for another audience",
                        Tokens.forAnotherAudience("p", group),
                        Expected.UNAUTHENTICATED),
                new AuthorizationCase(
                        operation,
                        "a token of another issuer",
                        Tokens.ofAnotherIssuer("p", group),
                        Expected.UNAUTHENTICATED),
                new AuthorizationCase(
                        operation, "an identity token", Tokens.identityToken("p", group), Expected.UNAUTHENTICATED),
                new AuthorizationCase(
                        operation,
                        "a person with contradicting roles",
                        Tokens.person("p", "/studies/" + STUDY + "/dmc-member", "/studies/" + STUDY + "/investigator"),
                        anybody ? Expected.LET_IN : Expected.FORBIDDEN));
        return Stream.of(roles, services, bad).flatMap(s -> s);
    }

    private static Stream<AuthorizationCase> withTokens(Operation operation) {
        Stream<AuthorizationCase> roles = Arrays.stream(Role.values())
                .map(role -> new AuthorizationCase(
                        operation,
                        role.id() + " with an access token",
                        Tokens.person("p", "/studies/" + STUDY + "/" + role.id()),
                        Expected.UNAUTHENTICATED));
        Stream<AuthorizationCase> others = Stream.of(
                new AuthorizationCase(operation, "nobody", null, Expected.UNAUTHENTICATED),
                new AuthorizationCase(
                        operation, "a service", Tokens.service("stats-service"), Expected.UNAUTHENTICATED));
        return Stream.concat(roles, others);
    }

    /** Sends the request of a case and checks the answer's status and that a refusal is a problem detail. */
    public void check(AuthorizationCase example) {
        var request = RestAssured.given().contentType(ContentType.JSON).header("Idempotency-Key", "matrix");
        if (example.token() != null) {
            request.auth().oauth2(example.token());
        }
        if (table.getOrDefault(example.operation().toString(), Set.of()).contains(OWN)) {
            request.contentType(ContentType.URLENC);
        } else if (!example.operation().method().equals("GET")) {
            request.body("{}");
        }
        Response response = request.request(
                example.operation().method(), basePath + example.operation().pathFor(STUDY, "01"));
        assertThat(response.statusCode()).as(example.toString()).satisfies(example.expected()::check);
        if (response.statusCode() >= 400) {
            assertThat(response.contentType()).as(example.toString()).startsWith("application/problem+json");
            assertThat(response.jsonPath().getString("fix"))
                    .as(example.toString())
                    .isNotBlank();
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
