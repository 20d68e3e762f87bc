package org.equipoise.launcher.operation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.equipoise.launcher.Place;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.OperatorAccess;
import org.equipoise.launcher.system.Part;
import org.equipoise.platform.crypto.MasterKeyRotation;
import org.equipoise.platform.crypto.MasterKeyRotation.KeyColumn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./equipoise rotate-master-key}. */
@Command(
        name = "rotate-master-key",
        mixinStandardHelpOptions = true,
        description = {
            "Adds a new master key to a service's key file and wraps every study's key with it.",
            "It may be killed at any time and run again. The services may go on running.",
            "Afterwards, and once the services have been restarted, take the old keys away with --retire."
        })
public final class RotateMasterKey implements Runnable {

    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            defaultValue = "randomizer",
            description = "randomizer or stats-service (default: ${DEFAULT-VALUE})")
    private String service;

    @Option(names = "--retire", description = "Takes the old keys away, if no study needs them any more")
    private boolean retire;

    @Option(names = "--key-file", paramLabel = "FILE", description = "The key file (default: this instance's)")
    private Path keyFile;

    @Option(names = "--database", paramLabel = "URL", description = "JDBC address (default: this instance's)")
    private String database;

    @Option(names = "--user", paramLabel = "ROLE", description = "The owner of the service's tables")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File with the owner's password")
    private Path passwordFile;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Part part = Part.byId(service);
        OperatorAccess local = OperatorAccess.of(place.options(line -> {}));
        Path file = keyFile == null ? local.masterKeyFile(part) : keyFile;
        try (Connection owner = connect(local, part)) {
            MasterKeyRotation rotation = new MasterKeyRotation(file, owner, column(part), line -> {
                out.println(line);
                out.flush();
            });
            if (retire) {
                rotation.retire();
            } else {
                rotation.rotate();
            }
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new LaunchFailure("The master key was not rotated to the end: " + e.getMessage(), e);
        }
    }

    private Connection connect(OperatorAccess local, Part part) throws IOException, SQLException {
        if (database == null) {
            return local.database(part);
        }
        String password =
                passwordFile == null ? "" : Files.readString(passwordFile).strip();
        return DriverManager.getConnection(database, user, password);
    }

    private static KeyColumn column(Part part) {
        return part == Part.STATS ? KeyColumn.STATS_SERVICE : KeyColumn.RANDOMIZER;
    }
}
