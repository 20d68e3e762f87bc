package org.equipoise.ecrf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The reference study of this repository as the service gets it, but for the cycles of repeated doses, which are written out
 * before the service sees them.
 */
public final class ReferenceStudy {
    public static final Path FOLDER = Path.of("..", "studies", "ket-trd-01");

    private ReferenceStudy() {}

    public static String json() {
        Map<String, Object> study = yaml(FOLDER.resolve("study.yaml"));
        study.remove("title");
        Map<String, Object> schedule = yaml(FOLDER.resolve("schedule.yaml"));
        schedule.remove("cycles");
        study.put("schedule", schedule);
        study.put("forms", forms());
        try {
            return new ObjectMapper().writeValueAsString(study);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> forms() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("forms"))) {
            return files.sorted().map(ReferenceStudy::yaml).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plain scalars are read as in JSON, as the launcher does. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromReader(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
