package org.equipoise.launcher;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.equipoise.launcher.system.Ports;
import org.equipoise.launcher.system.SystemOptions;
import picocli.CommandLine.Option;

/** The options that say which instance is meant. */
public final class Place {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of all data of this instance (default: .equipoise in the checkout)")
    private Path data;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "Moves every port up by N, to run beside another instance (default: ${DEFAULT-VALUE})")
    private int portOffset;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${sys:equipoise.home}",
            hidden = true,
            description = "The checkout")
    private Path home;

    public SystemOptions options(Consumer<String> progress) {
        Path checkout = SystemOptions.homeAround(home == null ? Path.of("") : home);
        SystemOptions options = SystemOptions.in(checkout)
                .withPorts(Ports.from(System.getenv(), portOffset))
                .withProgress(progress);
        return data == null ? options : options.withData(data);
    }
}
