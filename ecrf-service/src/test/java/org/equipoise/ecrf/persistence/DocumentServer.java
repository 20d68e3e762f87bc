package org.equipoise.ecrf.persistence;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The document server in a process of its own, so that it can be killed. */
record DocumentServer(Process process, String url) implements AutoCloseable {
    private static final Path BUILT = Path.of("..", "embedded-mongo", "target");

    /** Whether each write is on disk before it is acknowledged. */
    enum Kind {
        /** As it ships. */
        COMMITS("org.equipoise.mongo.EmbeddedMongo"),
        /** The same without the commit after each write, to see that a loss is found. */
        FORGETS("org.equipoise.mongo.ForgetfulMongo");

        private final String main;

        Kind(String main) {
            this.main = main;
        }
    }

    static DocumentServer start(Kind kind, Path data) {
        String classes = jar() + File.pathSeparator + BUILT.resolve("test-classes");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            Process process = new ProcessBuilder(
                            java,
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classes,
                            kind.main,
                            "--port",
                            "0",
                            "--data",
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the server ended with status "
                        + process.onExit().join().exitValue());
            }
            return new DocumentServer(process, "mongodb://127.0.0.1:" + line.substring(line.lastIndexOf(':') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        try (Stream<Path> files = Files.list(BUILT)) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().endsWith("-all.jar"))
                    .toList();
            if (jars.isEmpty()) {
                throw new IllegalStateException("Build the server first: ./mvnw -pl embedded-mongo package");
            }
            return jars.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MongoClient client() {
        return MongoClients.create(url);
    }

    /** kill -9 */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
