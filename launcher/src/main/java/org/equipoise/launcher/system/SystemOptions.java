package org.equipoise.launcher.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How to start.
 *
 * @param home     the checkout, which holds the built parts and the studies
 * @param data     where everything lives that must outlast a stop
 * @param ports    where the parts listen
 * @param progress receives one line of text for each thing that happened
 */
public record SystemOptions(Path home, Path data, Ports ports, Consumer<String> progress) {

    public SystemOptions {
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }

    /** The default ports and {@code .equipoise} in the checkout. */
    public static SystemOptions in(Path home) {
        return new SystemOptions(home, home.resolve(".equipoise"), Ports.from(System.getenv(), 0), System.out::println);
    }

    public SystemOptions withData(Path directory) {
        return new SystemOptions(home, directory, ports, progress);
    }

    public SystemOptions withPorts(Ports chosen) {
        return new SystemOptions(home, data, chosen, progress);
    }

    public SystemOptions withProgress(Consumer<String> lines) {
        return new SystemOptions(home, data, ports, lines);
    }

    /** The checkout around a directory: the nearest parent that holds the launcher and the studies. */
    public static Path homeAround(Path directory) {
        Path candidate = directory.toAbsolutePath().normalize();
        while (candidate != null) {
            if (Files.isDirectory(candidate.resolve("launcher")) && Files.isRegularFile(candidate.resolve("mvnw"))) {
                return candidate;
            }
            candidate = candidate.getParent();
        }
        throw new LaunchFailure(directory.toAbsolutePath() + " is not in a checkout of Equipoise; name it with --home");
    }
}
