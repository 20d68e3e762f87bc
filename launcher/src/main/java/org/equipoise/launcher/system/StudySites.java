package org.equipoise.launcher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A study and its sites: all that is needed to give people rights in it. */
record StudySites(String study, List<String> sites) {

    /** The studies of a directory that holds one directory for each. */
    static List<StudySites> in(Path directory) {
        List<StudySites> studies = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path candidate : files) {
                Path file = candidate.resolve("study.yaml");
                if (Files.isRegularFile(file)) {
                    studies.add(read(file));
                }
            }
        } catch (IOException e) {
            throw new LaunchFailure("Cannot read the studies in " + directory + ": " + e.getMessage(), e);
        }
        studies.sort(Comparator.comparing(StudySites::study));
        return studies;
    }

    static StudySites read(Path file) throws IOException {
        JsonNode study = new YAMLMapper().readTree(file.toFile());
        String id = study.path("study").asText();
        if (id.isEmpty()) {
            throw new LaunchFailure(file + " names no study");
        }
        List<String> sites = new ArrayList<>();
        study.path("sites").forEach(site -> sites.add(site.path("id").asText()));
        return new StudySites(id, List.copyOf(sites));
    }
}
