package org.equipoise.stats.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The cases of a file of reference results; tool and version are in the README beside the files. */
public final class ReferenceFile {

    private ReferenceFile() {}

    public static Stream<ReferenceCase> cases(String name) {
        try (InputStream stream = ReferenceFile.class.getResourceAsStream("/reference/" + name)) {
            JsonNode all = new ObjectMapper().readTree(Objects.requireNonNull(stream, name));
            List<ReferenceCase> cases = new ArrayList<>();
            all.forEach(node -> cases.add(new ReferenceCase(node)));
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> lines(String name) {
        try (InputStream stream = ReferenceFile.class.getResourceAsStream("/reference/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One case, with readers for its numbers. */
    public record ReferenceCase(JsonNode node) {

        public ReferenceCase in(String field) {
            return new ReferenceCase(node.path(field));
        }

        public boolean has(String field) {
            return node.hasNonNull(field);
        }

        public double number(String field) {
            JsonNode value = node.path(field);
            return value.isNumber() ? value.asDouble() : Double.NaN;
        }

        public int integer(String field) {
            return node.path(field).asInt();
        }

        public String text(String field) {
            return node.path(field).asText();
        }

        public boolean flag(String field) {
            return node.path(field).asBoolean();
        }

        public double[] numbers(String field) {
            JsonNode value = node.path(field);
            if (!value.isArray()) {
                return value.isNumber() ? new double[] {value.asDouble()} : new double[] {Double.NaN};
            }
            double[] numbers = new double[value.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = value.get(i).isNumber() ? value.get(i).asDouble() : Double.NaN;
            }
            return numbers;
        }

        public List<ReferenceCase> list(String field) {
            List<ReferenceCase> cases = new ArrayList<>();
            JsonNode value = node.path(field);
            if (value.isArray()) {
                value.forEach(entry -> cases.add(new ReferenceCase(entry)));
            } else {
                cases.add(new ReferenceCase(value));
            }
            return cases;
        }

        @Override
        public String toString() {
            return node.path("id").asText();
        }
    }
}
