package org.equipoise.mongo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A server in a process of its own, so that it can be killed. */
record ServerProcess(Process process, int port) implements AutoCloseable {

    static ServerProcess start(Class<?> main, Path data) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--port",
                "0",
                "--data",
                data.toString());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the server ended with status "
                        + process.onExit().join().exitValue());
            }
            return new ServerProcess(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "mongodb://127.0.0.1:" + port;
    }

    /** kill -9 */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
