package org.equipoise.ecrf.rest;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A stream of server-sent events, read line by line as it comes. */
final class LiveList implements AutoCloseable {
    private static final long PATIENCE = 20;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Stream<String> body;
    private final CompletableFuture<Void> ended;

    private LiveList(Stream<String> body) {
        this.body = body;
        this.ended = CompletableFuture.runAsync(() -> {
            try {
                body.forEach(lines::add);
            } catch (UncheckedIOException closed) {
                lines.add("closed");
            }
        });
    }

    static LiveList open(String path, String token, String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new LiveList(HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofLines())
                .body());
    }

    /** The rest of the next line that begins so. */
    String next(String beginning) throws InterruptedException {
        String line;
        do {
            line = lines.poll(PATIENCE, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("No line begins with " + beginning);
            }
        } while (!line.startsWith(beginning));
        return line.substring(beginning.length()).strip();
    }

    /** Whether a list comes before the second sign of life from now. */
    boolean comesBeforeTheNextSignsOfLife() throws InterruptedException {
        int signs = 0;
        while (signs < 2) {
            String line = next("");
            if (line.startsWith("data:")) {
                return true;
            }
            signs += line.startsWith(":") ? 1 : 0;
        }
        return false;
    }

    void awaitEnd() throws Exception {
        ended.get(PATIENCE, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        body.close();
    }
}
