package org.equipoise.launcher.system;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Keycloak: unpacked and built for PostgreSQL once, then started as a plain Java program. */
final class KeycloakServer {

    private static final int HEAP_MEGABYTES = 512;
    private static final String ENTRY_POINT = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    /** Health answers on the port that everything else uses, so that the system needs one port less. */
    private static final List<String> BUILD =
            List.of("build", "--db=postgres", "--health-enabled=true", "--http-management-health-enabled=false");

    private final Layout layout;
    private final Ports ports;
    private final Secrets secrets;
    private final ProcessStarter starter;

    KeycloakServer(Layout layout, Ports ports, Secrets secrets, ProcessStarter starter) {
        this.layout = layout;
        this.ports = ports;
        this.secrets = secrets;
        this.starter = starter;
    }

    boolean isInstalled() {
        return OnceInstalled.isComplete(directory(), content());
    }

    void install() {
        OnceInstalled.ensure(directory(), content(), this::unpackAndBuild);
    }

    private Path directory() {
        return layout.install().resolve("keycloak");
    }

    private String content() {
        try {
            return layout.keycloakArchive().getFileName() + " " + Files.size(layout.keycloakArchive()) + " " + BUILD;
        } catch (IOException e) {
            throw new LaunchFailure("Keycloak's archive is missing: " + layout.keycloakArchive(), e);
        }
    }

    private void unpackAndBuild(Path directory) throws IOException, InterruptedException {
        try (InputStream file = Files.newInputStream(layout.keycloakArchive());
                ZipInputStream archive = new ZipInputStream(file)) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, directory);
            }
        }
        starter.runToEnd(Part.KEYCLOAK, program(BUILD));
    }

    /** All entries lie in one directory named after the version, which is left out. */
    private static void unpack(ZipInputStream archive, ZipEntry entry, Path directory) throws IOException {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path target = OnceInstalled.inside(directory, name);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.copy(archive, target);
        if (name.endsWith(".sh")) {
            OnceInstalled.makeExecutable(target);
        }
    }

    List<String> startCommand() throws IOException {
        Path definitions = Files.createDirectories(directory().resolve("data/import"));
        Files.write(definitions.resolve("equipoise-realm.json"), Realm.definition());
        URI frontend = URI.create("http://localhost:" + ports.of(Part.KEYCLOAK));
        return program(List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + ports.of(Part.KEYCLOAK),
                "--hostname=" + frontend,
                "--cache=local",
                "--db-pool-max-size=20",
                "--log-level=info,io.smallrye.health:error"));
    }

    Map<String, String> environment(PostgresServer postgres) {
        Map<String, String> environment = new HashMap<>(Realm.placeholders(ports, secrets));
        environment.put("KC_DB_URL", postgres.jdbcUrl(ServiceDatabase.KEYCLOAK.name()));
        environment.put("KC_DB_USERNAME", ServiceDatabase.KEYCLOAK.runtime());
        environment.put("KC_DB_PASSWORD", secrets.secret(ServiceDatabase.KEYCLOAK.runtimeSecret()));
        environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_ID", Realm.ADMINISTRATION_CLIENT);
        environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", secrets.secret(administrationSecretName()));
        return environment;
    }

    static String administrationSecretName() {
        return Realm.clientSecretName(Realm.ADMINISTRATION_CLIENT);
    }

    private List<String> program(List<String> arguments) {
        List<String> options = new ArrayList<>(List.of(
                "-Dkc.home.dir=" + directory(),
                "-Djboss.server.config.dir=" + directory().resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Duser.language=en",
                "-Duser.country=US"));
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        return JavaProgram.withHeap(HEAP_MEGABYTES)
                .option(options.toArray(String[]::new))
                .main(
                        directory().resolve("lib/quarkus-run.jar").toString(),
                        ENTRY_POINT,
                        arguments.toArray(String[]::new));
    }
}
