package org.equipoise.launcher.system;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where things are: what the build made, what is installed once, and what this instance keeps. */
record Layout(Path home, Path data) {

    private static final String VERSION = "0.1.0-SNAPSHOT";

    Path postgres() {
        return data.resolve("postgres");
    }

    Path mongo() {
        return data.resolve("mongo");
    }

    Path secrets() {
        return data.resolve("secrets");
    }

    /** The signed roots of audits; in production this lies on other storage than the database. */
    Path auditRoots(Part service) {
        Path all = data.resolve("audit-roots");
        return service == Part.RANDOMIZER ? all : all.resolve(service.id());
    }

    Path externalAccounts() {
        return secrets().resolve("external-accounts.txt");
    }

    Path documents() {
        return data.resolve("documents");
    }

    Path run() {
        return data.resolve("run");
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path log(Part part) {
        return logs().resolve(part.id() + ".log");
    }

    /** Programs unpacked once and shared by all instances of this checkout. */
    Path install() {
        return home.resolve(".equipoise").resolve("install");
    }

    Path keycloakArchive() {
        return home.resolve("launcher/target/dist/keycloak.zip");
    }

    Path mongoJar() {
        return home.resolve("embedded-mongo/target/embedded-mongo-" + VERSION + "-all.jar");
    }

    Path serviceDirectory(Part service) {
        return home.resolve(service.id()).resolve("target/quarkus-app");
    }

    Path serviceJar(Part service) {
        return serviceDirectory(service).resolve("quarkus-run.jar");
    }

    Path studies() {
        return home.resolve("studies");
    }

    void createDirectories() {
        try {
            Files.createDirectories(data.getParent());
            createForOwnerOnly(data);
            for (Path directory : Set.of(logs(), install())) {
                Files.createDirectories(directory);
            }
            for (Path directory : Set.of(secrets(), run())) {
                createForOwnerOnly(directory);
            }
        } catch (IOException e) {
            throw new LaunchFailure("Cannot create directories in " + data + ": " + e.getMessage(), e);
        }
    }

    private static void createForOwnerOnly(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(directory);
        }
    }
}
