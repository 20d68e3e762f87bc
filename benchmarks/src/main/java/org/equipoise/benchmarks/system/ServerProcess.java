package org.equipoise.benchmarks.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.equipoise.benchmarks.load.HttpConnection;

/** A packaged part in a Java process of its own, with its output in a file. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final int BETWEEN_LOOKS_MILLIS = 100;
    private static final int OK = 200;

    private final Process process;
    private final Path log;
    private final int port;

    private ServerProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** A Quarkus service from its directory, ready to serve. */
    public static ServerProcess service(Path module, List<String> options, Map<String, String> environment)
            throws IOException {
        int port = freePort();
        Path program = module.resolve("target/quarkus-app/quarkus-run.jar");
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-jar", existing(program).toString()));
        ServerProcess started = start(command, environment, port);
        started.await(() -> answersOk(port));
        return started;
    }

    /** The embedded MongoDB server with a directory of its own. */
    public static ServerProcess mongo(Path module, List<String> options, Path data) throws IOException {
        int port = freePort();
        Path program;
        try (var files = Files.list(existing(module.resolve("target")))) {
            program = files.filter(file -> file.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElse(module.resolve("target/embedded-mongo-all.jar"));
        }
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of(
                "-jar", existing(program).toString(), "--port", Integer.toString(port), "--data", data.toString()));
        ServerProcess started = start(command, Map.of(), port);
        started.await(() -> listens(port));
        return started;
    }

    public int port() {
        return port;
    }

    private static ServerProcess start(List<String> arguments, Map<String, String> environment, int port)
            throws IOException {
        Path log = Files.createTempFile("equipoise-benchmark", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("EQUIPOISE_HTTP_PORT", Integer.toString(port));
        return new ServerProcess(builder.start(), log, port);
    }

    private void await(BooleanSupplier ready) throws IOException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        try {
            while (!ready.getAsBoolean()) {
                if (process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new IOException("did not start: " + Files.readString(log));
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean answersOk(int port) {
        try (HttpConnection connection = new HttpConnection(port)) {
            return connection.send("GET /q/health/ready", "", "").status() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BETWEEN_LOOKS_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path existing(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " is missing; build it: ./mvnw package -DskipTests");
        }
        return path;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.deleteIfExists(log);
    }
}
