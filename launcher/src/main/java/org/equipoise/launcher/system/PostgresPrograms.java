package org.equipoise.launcher.system;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's own programs for this system and processor, unpacked once from the class path. */
record PostgresPrograms(Path directory) {

    private static final int EXECUTABLE_BY_OWNER = 0100;

    static PostgresPrograms installedIn(Path install) {
        Path directory = install.resolve("postgres");
        OnceInstalled.ensure(directory, archiveName(), PostgresPrograms::unpack);
        return new PostgresPrograms(directory);
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String processor = switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default ->
                throw new LaunchFailure(
                        "There is no PostgreSQL here for the processor " + System.getProperty("os.arch"));
        };
        return "postgres-" + system + "-" + processor + ".txz";
    }

    private static void unpack(Path directory) throws IOException {
        String name = archiveName();
        try (InputStream resource = PostgresPrograms.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
                throw new LaunchFailure(
                        "The launcher was built without " + name + "; build it on this machine: ./mvnw package");
            }
            TarArchiveInputStream archive =
                    new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(resource)));
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, OnceInstalled.inside(directory, entry.getName()));
            }
        }
    }

    private static void unpack(InputStream archive, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, target);
        if ((entry.getMode() & EXECUTABLE_BY_OWNER) != 0) {
            OnceInstalled.makeExecutable(target);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it sees another user. */
    List<String> command(Path owned, String program) throws IOException {
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(owned, "unix:uid"));
        return root
                ? List.of("unshare", "-U", program(program).toString())
                : List.of(program(program).toString());
    }
}
