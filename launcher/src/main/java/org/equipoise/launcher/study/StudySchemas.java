package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The JSON Schemas of a study's files. A fault's expectation is the {@code description} that stands in the schema at the
 * place of the violated rule, so the schemas are also the texts that authors read.
 */
public final class StudySchemas {

    /** The schema of study.yaml. */
    public static final String STUDY = "study";

    /** The schema of schedule.yaml. */
    public static final String SCHEDULE = "schedule";

    /** The schema of forms/*.yaml. */
    public static final String FORM = "form";

    /** The schema of randomization.yaml. */
    public static final String RANDOMIZATION = "randomization";

    /** The schema of analysis.yaml. */
    public static final String ANALYSIS = "analysis";

    /** The schema of simulation.yaml. */
    public static final String SIMULATION = "simulation";

    /** The schema of replay.yaml. */
    public static final String REPLAY = "replay";

    private static final String BASE = "https://equipoise.example/schemas/";
    private static final List<String> NAMES =
            List.of(STUDY, SCHEDULE, FORM, RANDOMIZATION, ANALYSIS, SIMULATION, REPLAY);

    private final Map<String, JsonNode> trees = new HashMap<>();
    private final SchemaRegistry registry;

    /** Reads the schemas that came with the program. */
    public StudySchemas() {
        Map<String, String> texts = new HashMap<>();
        for (String name : NAMES) {
            String text = resource("/studies/schema/" + name + ".schema.json");
            texts.put(iri(name), text);
            trees.put(iri(name), tree(text));
        }
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
    }

    /**
     * Validates a file.
     *
     * @param document the file
     * @param schema one of the names of this class
     * @return what is wrong, in the order of the lines
     */
    public List<StudyFault> faults(YamlDocument document, String schema) {
        Schema compiled = registry.getSchema(SchemaLocation.of(iri(schema)));
        List<StudyFault> faults = new ArrayList<>();
        for (Error error : compiled.validate(document.root().toString(), InputFormat.JSON)) {
            faults.add(fault(document, error));
        }
        return faults.stream()
                .distinct()
                .sorted((a, b) -> Integer.compare(a.line(), b.line()))
                .toList();
    }

    private StudyFault fault(YamlDocument document, Error error) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode found = document.root().at(pointer);
        String base = error.getSchemaLocation().getAbsoluteIri().toString();
        JsonNode rule = parent(error.getSchemaLocation());
        String property = Objects.toString(error.getProperty(), "");
        return switch (error.getKeyword()) {
            case "required", "dependentRequired" ->
                document.fault(
                        pointer,
                        "",
                        "'" + property + "'"
                                + described(base, rule.path("properties").path(property)));
            case "additionalProperties" ->
                document.fault(pointer + "/" + property, property, "one of " + names(rule.path("properties")));
            default -> document.fault(pointer, text(found), withChoices(rule, orMessage(rule, error)));
        };
    }

    private static String withChoices(JsonNode rule, String description) {
        return rule.has("enum") ? description + ", one of " + names(rule.path("enum")) : description;
    }

    private static String orMessage(JsonNode rule, Error error) {
        String description = rule.path("description").asText("");
        return description.isEmpty() ? error.getMessage() : description;
    }

    private String described(String base, JsonNode property) {
        JsonNode rule = property.has("$ref") ? at(base, property.path("$ref").asText()) : property;
        String description = rule.path("description").asText("");
        return description.isEmpty() ? "" : ": " + withChoices(rule, description);
    }

    /** The schema object whose keyword was violated. */
    private JsonNode parent(SchemaLocation location) {
        String place = location.toString();
        return at("", place.substring(0, Math.max(place.lastIndexOf('/'), place.indexOf('#') + 1)));
    }

    private JsonNode at(String base, String reference) {
        int hash = reference.indexOf('#');
        String file = hash == 0 ? base : reference.substring(0, hash);
        return trees.get(file.startsWith(BASE) ? file : BASE + file).at(reference.substring(hash + 1));
    }

    private static String names(JsonNode node) {
        List<String> names = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(entry -> names.add(entry.asText()));
        } else {
            node.fieldNames().forEachRemaining(names::add);
        }
        return String.join(", ", names);
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "" : node.isTextual() ? "\"" + node.asText() + "\"" : node.toString();
    }

    private static String iri(String name) {
        return BASE + name + ".schema.json";
    }

    private static JsonNode tree(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String path) {
        try (InputStream in = StudySchemas.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
