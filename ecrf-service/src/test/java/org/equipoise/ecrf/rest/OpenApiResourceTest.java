package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.Refusals;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.Test;

/** The description as it is served: whoever writes a client needs nothing else. */
@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class OpenApiResourceTest {
    private final List<String> silent = new ArrayList<>();

    private static JsonNode description() throws IOException {
        return new ObjectMapper()
                .readTree(RestAssured.given()
                        .get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
    }

    private void eachOperation(BiConsumer<String, JsonNode> look) throws IOException {
        JsonNode paths = description().path("paths");
        assertThat(paths).hasSizeGreaterThan(50);
        paths.properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> member.getValue().has("responses"))
                        .forEach(operation ->
                                look.accept(operation.getKey() + " " + path.getKey(), operation.getValue())));
    }

    @Test
    void saysWhoseDescriptionItIs() throws IOException {
        assertThat(description().at("/info/title").asText()).isEqualTo("Equipoise eCRF service");
        assertThat(description().at("/info/version").asText()).isEqualTo("1");
    }

    @Test
    void describesEachParameter() throws IOException {
        eachOperation((name, operation) -> operation.path("parameters").forEach(parameter -> {
            if (parameter.path("description").asText().isBlank()) {
                silent.add(name + " " + parameter.path("name").asText());
            }
        }));

        assertThat(silent).isEmpty();
    }

    @Test
    void describesEachAnswer() throws IOException {
        eachOperation((name, operation) -> operation
                .path("responses")
                .properties()
                .forEach(answer -> {
                    boolean shaped = answer.getKey().matches("204|304")
                            || !answer.getValue().path("content").isEmpty();
                    if (!shaped
                            || answer.getValue().path("description").asText().isBlank()) {
                        silent.add(name + " " + answer.getKey());
                    }
                }));

        assertThat(silent).isEmpty();
    }

    @Test
    void describesEachRefusal() throws IOException {
        Refusals.requireAll(description());
    }

    @Test
    void describesEachBody() throws IOException {
        eachOperation((name, operation) -> {
            JsonNode body = operation.path("requestBody");
            if (!body.isMissingNode()
                    && (body.path("content").isEmpty() || body.path("content").findValue("schema") == null)) {
                silent.add(name);
            }
        });

        assertThat(silent).isEmpty();
    }
}
