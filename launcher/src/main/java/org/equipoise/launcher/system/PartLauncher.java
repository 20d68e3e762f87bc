package org.equipoise.launcher.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Knows for each part how it is started and when it is ready. */
final class PartLauncher {

    private static final int MONGO_HEAP_MEGABYTES = 256;
    private static final int POSTGRES_ATTEMPTS = 50;
    private static final Duration FIRST_LOOK = Duration.ofMillis(250);
    private static final int CONNECT_MILLIS = 1_000;

    private final Layout layout;
    private final Ports ports;
    private final ProcessStarter starter;
    private final Readiness readiness;
    private final PostgresServer postgres;
    private final KeycloakServer keycloak;
    private final ServiceProcess services;
    private final Consumer<String> progress;

    PartLauncher(SystemOptions options, Layout layout, Secrets secrets, ProcessStarter starter, Readiness readiness) {
        this.layout = layout;
        this.ports = options.ports();
        this.starter = starter;
        this.readiness = readiness;
        this.postgres = new PostgresServer(layout, ports, secrets, starter);
        this.keycloak = new KeycloakServer(layout, ports, secrets, starter);
        this.services = new ServiceProcess(layout, ports, secrets, postgres);
        this.progress = options.progress();
    }

    /** What can be done before the part's neighbours are ready. */
    void install(Part part) {
        if (part == Part.KEYCLOAK && !keycloak.isInstalled()) {
            progress.accept(Lines.note(part, "is unpacked and built, once; about half a minute"));
            keycloak.install();
        }
    }

    Process start(Part part) throws IOException, InterruptedException {
        return switch (part) {
            case POSTGRES -> startPostgres();
            case MONGO -> starter.start(part, mongoCommand(), Map.of());
            case KEYCLOAK -> starter.start(part, keycloak.startCommand(), keycloak.environment(postgres));
            case RANDOMIZER, ECRF, STATS, GATEWAY ->
                starter.start(part, services.command(part), services.environment(part));
        };
    }

    /** The connections of a server that was killed end a moment after it, and until then a new one refuses to start. */
    private Process startPostgres() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Process process = starter.start(Part.POSTGRES, postgres.prepare(), Map.of());
            boolean ended = process.waitFor(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended
                    || attempt == POSTGRES_ATTEMPTS
                    || !Readiness.lastLines(layout.log(Part.POSTGRES)).contains("pre-existing shared memory block")) {
                return process;
            }
        }
    }

    void awaitReady(Part part, Process process) throws InterruptedException {
        readiness.await(part, process, probe(part));
        if (part == Part.POSTGRES) {
            postgres.ensureDatabases();
        }
    }

    private Readiness.Probe probe(Part part) {
        return switch (part) {
            case POSTGRES -> postgres::answers;
            case MONGO -> () -> accepts(ports.of(part));
            case KEYCLOAK -> readiness.answersOk(URI.create(ports.base(part) + "/health/ready"));
            case RANDOMIZER, ECRF, STATS, GATEWAY -> readiness.answersOk(services.health(part));
        };
    }

    private List<String> mongoCommand() {
        return JavaProgram.withHeap(MONGO_HEAP_MEGABYTES)
                .jar(
                        layout.mongoJar(),
                        "--port",
                        Integer.toString(ports.of(Part.MONGO)),
                        "--data",
                        layout.mongo().toString());
    }

    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
