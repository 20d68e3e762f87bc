package org.equipoise.launcher.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must be so before the first part is started; each failure names what to do. */
final class Preflight {

    private static final long NEEDED_BYTES = 1L << 30;
    private static final int OLDEST_JAVA = 17;

    private Preflight() {}

    static void check(Layout layout) {
        requireJava(Runtime.version().feature());
        requireBuilt(layout);
        requireSpace(layout.data(), usableBytes(layout.data()));
    }

    static void requireJava(int feature) {
        if (feature < OLDEST_JAVA) {
            throw new LaunchFailure("Java " + OLDEST_JAVA + " or newer is needed; this is Java " + feature + " in "
                    + System.getProperty("java.home"));
        }
    }

    static void requireBuilt(Layout layout) {
        List<Path> needed = new ArrayList<>(List.of(layout.mongoJar(), layout.keycloakArchive()));
        Part.services().forEach(service -> needed.add(layout.serviceJar(service)));
        for (Path file : needed) {
            if (!Files.isRegularFile(file)) {
                throw new LaunchFailure("Not built yet: " + file + " is missing. Build it: ./mvnw -DskipTests package");
            }
        }
    }

    static void requireSpace(Path directory, long usable) {
        if (usable < NEEDED_BYTES) {
            throw new LaunchFailure("The disk of " + directory + " is nearly full: " + (usable >> 20) + " MB are free, "
                    + (NEEDED_BYTES >> 20) + " MB are needed. Make room, or choose another: --data DIR");
        }
    }

    private static long usableBytes(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new LaunchFailure(
                    "Cannot tell how much of the disk of " + directory + " is free: " + e.getMessage(), e);
        }
    }
}
