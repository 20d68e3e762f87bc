package org.equipoise.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.equipoise.platform.crypto.SigningKeyset;

/**
 * The embedded MongoDB server as a process of its own, with a database of its own. {@code EQUIPOISE_TEST_MONGODB_URL} in
 * the environment sends the tests to another server instead.
 */
public class MongoServer implements QuarkusTestResourceLifecycleManager {

    private static final String OTHER_SERVER = "EQUIPOISE_TEST_MONGODB_URL";

    private Process process;
    private Path data;
    private Path signingKey;
    private Path roots;

    @Override
    public Map<String, String> start() {
        String database = "test-" + UUID.randomUUID();
        String other = System.getenv(OTHER_SERVER);
        String url = other != null ? other : startEmbedded();
        try {
            signingKey = Files.createTempFile("equipoise-signing-key", ".json");
            Files.writeString(signingKey, SigningKeyset.generate());
            roots = Files.createTempDirectory("equipoise-audit-roots");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "EQUIPOISE_MONGODB_URL",
                url,
                "EQUIPOISE_MONGODB_DATABASE",
                database,
                "EQUIPOISE_SIGNING_KEY_FILE",
                signingKey.toString(),
                "EQUIPOISE_AUDIT_ROOTS_DIR",
                roots.toString());
    }

    private String startEmbedded() {
        try {
            int port = freePort();
            data = Files.createTempDirectory("equipoise-mongo");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar().toString(),
                            "--port",
                            Integer.toString(port),
                            "--data",
                            data.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(new File(data.toFile(), "log"))
                    .start();
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> listening(port));
            return "mongodb://127.0.0.1:" + port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listening(int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException("The embedded MongoDB server ended with status " + process.exitValue());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
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

    private static Path jar() throws IOException {
        Path target = Path.of("..", "embedded-mongo", "target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No embedded MongoDB server in "
                            + target.toAbsolutePath() + "; build it with ./mvnw -pl embedded-mongo package"));
        }
    }

    @Override
    public void stop() {
        delete(signingKey);
        delete(roots);
        if (process != null) {
            process.destroyForcibly().onExit().join();
            delete(data);
        }
    }

    private static void delete(Path tree) {
        if (tree == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
