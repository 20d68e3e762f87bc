package org.equipoise.launcher.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a study, each valid by itself.
 *
 * @param study study.yaml
 * @param schedule schedule.yaml
 * @param forms forms/*.yaml by name
 * @param randomization the randomization plan
 * @param analysis analysis.yaml
 * @param simulation simulation.yaml, if the study has one
 */
public record StudyFolder(
        YamlDocument study,
        YamlDocument schedule,
        List<YamlDocument> forms,
        YamlDocument randomization,
        YamlDocument analysis,
        Optional<YamlDocument> simulation) {

    /** The randomization plan that is published unless another is named. */
    public static final String DEFAULT_PLAN = "randomization.yaml";

    /**
     * Reads and validates all files.
     *
     * @param folder the study's folder
     * @param plan the file of the randomization plan
     * @return the files
     * @throws InvalidStudyException naming every fault of every file
     */
    static StudyFolder read(Path folder, String plan) {
        Reading reading = new Reading(folder, new StudySchemas());
        Optional<YamlDocument> study = reading.file("study.yaml", StudySchemas.STUDY);
        Optional<YamlDocument> schedule = reading.file("schedule.yaml", StudySchemas.SCHEDULE);
        List<Optional<YamlDocument>> forms = formFiles(folder).stream()
                .map(file -> reading.file(file, StudySchemas.FORM))
                .toList();
        Optional<YamlDocument> randomization = reading.file(plan, StudySchemas.RANDOMIZATION);
        Optional<YamlDocument> analysis = reading.file("analysis.yaml", StudySchemas.ANALYSIS);
        Optional<YamlDocument> simulation = Files.exists(folder.resolve("simulation.yaml"))
                ? reading.file("simulation.yaml", StudySchemas.SIMULATION)
                : Optional.empty();
        if (!reading.faults.isEmpty()) {
            throw new InvalidStudyException(reading.faults);
        }
        return new StudyFolder(
                study.orElseThrow(),
                schedule.orElseThrow(),
                forms.stream().map(Optional::orElseThrow).toList(),
                randomization.orElseThrow(),
                analysis.orElseThrow(),
                simulation);
    }

    /**
     * The forms by their ids.
     *
     * @return the first file of each id
     */
    Map<String, YamlDocument> formsById() {
        return forms.stream()
                .collect(Collectors.toMap(
                        form -> form.root().path("form").asText(), Function.identity(), (first, second) -> first));
    }

    private static List<String> formFiles(Path folder) {
        Path forms = folder.resolve("forms");
        if (!Files.isDirectory(forms)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(forms)) {
            return files.map(file -> "forms/" + file.getFileName())
                    .filter(file -> file.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects the faults of all files instead of stopping at the first. */
    private record Reading(Path folder, StudySchemas schemas, List<StudyFault> faults) {

        Reading(Path folder, StudySchemas schemas) {
            this(folder, schemas, new ArrayList<>());
        }

        Optional<YamlDocument> file(String file, String schema) {
            try {
                YamlDocument document = YamlDocument.read(folder, file);
                faults.addAll(schemas.faults(document, schema));
                return Optional.of(document);
            } catch (InvalidStudyException e) {
                faults.addAll(e.faults());
                return Optional.empty();
            }
        }
    }
}
