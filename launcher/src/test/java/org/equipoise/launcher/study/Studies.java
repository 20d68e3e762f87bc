package org.equipoise.launcher.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The studies of this repository, and copies of them to break. */
final class Studies {

    static final Path KETAMINE = Path.of("..", "studies", "ket-trd-01");
    static final Path MINIMAL = Path.of("..", "studies", "example-minimal");

    private Studies() {}

    static Path copy(Path study, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(study)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(study.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    static void replace(Path folder, String file, String before, String after) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        if (!text.contains(before)) {
            throw new IllegalArgumentException(file + " does not contain " + before);
        }
        Files.writeString(path, text.replace(before, after));
    }
}
