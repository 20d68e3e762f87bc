package org.equipoise.launcher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.launcher.study.InvalidStudyException;
import org.equipoise.launcher.study.StudyFault;
import org.equipoise.launcher.study.StudySchemas;
import org.equipoise.launcher.study.YamlDocument;
import org.equipoise.launcher.system.LaunchFailure;

/**
 * What replay.yaml says: how tables become entries.
 *
 * @param missing what stands in a cell without a value
 * @param first when the first participant came
 * @param every how long until the next one
 * @param orderColumn the column with what a participant was randomized to
 * @param arms the arm's code by the column's value
 * @param roles who enters a category's forms
 */
record ReplayPlan(
        Tables tables,
        Set<String> missing,
        String site,
        Instant first,
        Duration every,
        String orderColumn,
        Map<String, String> arms,
        String randomizeAfter,
        Map<String, String> roles,
        List<Entry> entries) {

    private static final String FILE = "replay.yaml";

    /** Where the tables are, and how their rows are found. */
    record Tables(
            String participants,
            String participantKey,
            Map<String, Set<String>> only,
            String measurements,
            String measurementKey,
            String visitColumn) {}

    /** A form to enter, and where its values come from. */
    record Entry(
            String event,
            String form,
            Duration at,
            Optional<String> visit,
            Map<String, String> visitByArm,
            Optional<String> needs,
            Optional<String> time,
            Map<String, String> values) {

        boolean fromMeasurements() {
            return visit.isPresent() || !visitByArm.isEmpty();
        }
    }

    static ReplayPlan read(Path study) {
        if (!Files.exists(study.resolve(FILE))) {
            throw new LaunchFailure(study + " has no " + FILE + ", which says how tables become entries");
        }
        YamlDocument document = YamlDocument.read(study, FILE);
        List<StudyFault> faults = new StudySchemas().faults(document, StudySchemas.REPLAY);
        if (!faults.isEmpty()) {
            throw new InvalidStudyException(faults);
        }
        return of(document.root());
    }

    private static ReplayPlan of(JsonNode root) {
        List<Entry> entries = new ArrayList<>();
        root.path("entries").forEach(entry -> entries.add(entry(entry)));
        return new ReplayPlan(
                tables(root.path("participants"), root.path("measurements")),
                texts(root.path("missing")),
                root.path("site").asText(),
                Instant.parse(root.path("first").asText()),
                Duration.parse(root.path("every").asText()),
                root.path("order").path("column").asText(),
                map(root.path("order").path("arms")),
                root.path("randomizeAfter").asText(),
                map(root.path("enteredBy")),
                entries);
    }

    private static Tables tables(JsonNode participants, JsonNode measurements) {
        Map<String, Set<String>> only = new LinkedHashMap<>();
        participants.path("only").properties().forEach(field -> only.put(field.getKey(), texts(field.getValue())));
        return new Tables(
                participants.path("file").asText(),
                participants.path("key").asText(),
                only,
                measurements.path("file").asText(),
                measurements.path("key").asText(),
                measurements.path("visit").asText());
    }

    private static Entry entry(JsonNode entry) {
        return new Entry(
                entry.path("event").asText(),
                entry.path("form").asText(),
                Duration.parse(entry.path("at").asText()),
                optional(entry.path("visit")),
                map(entry.path("visitByArm")),
                optional(entry.path("needs")),
                optional(entry.path("time")),
                map(entry.path("values")));
    }

    private static Optional<String> optional(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node.asText());
    }

    private static Set<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return Set.copyOf(texts);
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}
