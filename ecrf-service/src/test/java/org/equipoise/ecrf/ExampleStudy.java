package org.equipoise.ecrf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.rules.RuleCompiler;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** A small study with everything in it that a study can have. */
public final class ExampleStudy {
    public static final String STUDY = "KET-TRD-01";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExampleStudy() {}

    public static String json() {
        try (InputStream stream = ExampleStudy.class.getResourceAsStream("/example-study.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The study with a change, to see what comes of it. */
    public static String jsonWith(Consumer<ObjectNode> change) {
        try {
            ObjectNode study = (ObjectNode) JSON.readTree(json());
            change.accept(study);
            return study.toString();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces one piece of the text, which must be there. */
    public static String jsonReplacing(String piece, String other) {
        String json = json();
        if (!json.contains(piece)) {
            throw new IllegalArgumentException("The example has no " + piece);
        }
        return json.replace(piece, other);
    }

    public static StudyDefinition definition() {
        return definition(json());
    }

    public static StudyDefinition definition(String json) {
        return new JsonDefinitionFormat().parse(json).definition().orElseThrow();
    }

    public static StudyRules rules() {
        return RuleCompiler.compile(definition()).rules();
    }
}
