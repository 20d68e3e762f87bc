package org.equipoise.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checkout whose packaged parts are measured.
 *
 * @param home its directory
 * @param recordings where services leave a flight recording when they end, if wanted
 */
public record Installation(Path home, Optional<Path> recordings) {

    private static final String HEAP = "-Xmx512m";
    private static final String DATABASE_HEAP = "-Xmx3g";

    /**
     * Looks from the working directory upwards.
     *
     * @throws IOException if none of the directories is a checkout
     */
    public static Installation find(Optional<Path> recordings) throws IOException {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("randomizer/pom.xml"))) {
                return new Installation(directory, recordings);
            }
        }
        throw new IOException("Run this inside the checkout");
    }

    /** A running service. */
    public ServerProcess service(String name, Map<String, String> environment) throws IOException {
        return ServerProcess.service(home.resolve(name), options(name, List.of(HEAP)), environment);
    }

    /** A running service whose heap is watched. */
    public ServerProcess service(String name, Heap heap, Map<String, String> environment) throws IOException {
        return ServerProcess.service(home.resolve(name), options(name, heap.options()), environment);
    }

    /** A running database server with its files in a directory. */
    public ServerProcess mongo(Path data) throws IOException {
        return ServerProcess.mongo(
                home.resolve("embedded-mongo"), options("embedded-mongo", List.of(DATABASE_HEAP)), data);
    }

    /** Compiled to the full as in production, unlike under the launcher, which starts things quickly. */
    private List<String> options(String name, List<String> heap) {
        List<String> options = new ArrayList<>(heap);
        options.addAll(List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"));
        recordings.ifPresent(folder -> options.add("-XX:StartFlightRecording=settings=profile,filename="
                + folder.toAbsolutePath().resolve(name + ".jfr")));
        return options;
    }

    /** Where the R scripts are. */
    public Path peerScripts() {
        return home.resolve("benchmarks/peers");
    }
}
