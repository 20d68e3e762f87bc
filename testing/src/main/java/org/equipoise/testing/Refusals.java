package org.equipoise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.platform.http.CommonDescriptions.Shape;

/** The refusals that an operation can answer, as its form tells them, and whether a description has them all. */
public final class Refusals {

    private Refusals() {}

    static Set<String> of(Shape shape) {
        Set<String> codes = new TreeSet<>();
        codes.add("401"); // every operation is for who has signed in
        if (shape.body() || !shape.others().isEmpty()) {
            codes.add("400"); // what comes in can be wrong
        }
        if (!shape.path().isEmpty()) {
            codes.add("404"); // what is addressed need not be there
        }
        if (shape.path().contains("study")) {
            codes.add("403"); // a role in the study need not include it
        }
        if (shape.others().contains("If-Match")) {
            codes.addAll(Set.of("409", "428")); // another revision, or none
        }
        if (shape.others().contains("Idempotency-Key")) {
            codes.add("422"); // the same key for another request
        }
        return codes;
    }

    /** Requires them of each operation of an OpenAPI description as it is served. */
    public static void requireAll(JsonNode description) {
        List<String> silent = new ArrayList<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> member.getValue().has("responses"))
                        .forEach(operation -> of(shape(operation.getValue())).stream()
                                .filter(code -> operation
                                        .getValue()
                                        .at("/responses/" + code + "/description")
                                        .asText()
                                        .isBlank())
                                .forEach(code -> silent.add(operation.getKey() + " " + path.getKey() + " " + code))));
        assertThat(description.path("paths")).isNotEmpty();
        assertThat(silent).as("refusals that are not described").isEmpty();
    }

    private static Shape shape(JsonNode operation) {
        Set<String> path = new HashSet<>();
        Set<String> others = new HashSet<>();
        operation
                .path("parameters")
                .forEach(parameter -> (parameter.path("in").asText().equals("path") ? path : others)
                        .add(parameter.path("name").asText()));
        return new Shape(path, others, operation.has("requestBody"));
    }
}
