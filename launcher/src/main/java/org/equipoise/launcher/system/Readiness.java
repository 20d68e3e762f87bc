package org.equipoise.launcher.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until a part answers, as long as its process lives. */
final class Readiness {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(150);
    private static final int LINES_SHOWN = 12;
    private static final int OK = 200;

    private final HttpClient http;
    private final Layout layout;

    Readiness(HttpClient http, Layout layout) {
        this.http = http;
        this.layout = layout;
    }

    /** Whether a part answers now. */
    @FunctionalInterface
    interface Probe {
        boolean answers() throws InterruptedException;
    }

    Probe answersOk(URI address) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        return () -> {
            try {
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == OK;
            } catch (IOException e) {
                return false;
            }
        };
    }

    /**
     * Waits until the part answers.
     *
     * @throws LaunchFailure if the process ends or the time runs out, with the last lines of its log
     */
    void await(Part part, Process process, Probe probe) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!probe.answers()) {
            if (process.waitFor(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LaunchFailure(part.id() + " stopped while starting (status " + process.exitValue() + ")"
                        + lastLines(layout.log(part)));
            }
            if (System.nanoTime() > end) {
                throw new LaunchFailure(part.id() + " did not get ready within " + LONGEST.toMinutes() + " minutes"
                        + lastLines(layout.log(part)));
            }
        }
    }

    static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
            return ". The end of " + log + ":\n    " + String.join("\n    ", last);
        } catch (IOException e) {
            return ". Its log: " + log;
        }
    }
}
