package org.equipoise.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Somebody who talks to the gateway with a bearer token. */
final class Api {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI address;
    private final String token;

    Api(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, String body, String idempotencyKey) {
        return send("POST", path, body, Map.of("Idempotency-Key", idempotencyKey));
    }

    Answer put(String path, String body, Map<String, String> headers) {
        return send("PUT", path, body, headers);
    }

    /** Enters a form for the first time. */
    Answer enter(String path, String body) {
        return put(path, body, Map.of("If-None-Match", "*"));
    }

    Answer send(String method, String path, String body, Map<String, String> headers) {
        try {
            return new Answer(HTTP.send(request(method, path, body, headers), Api::text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<Answer> postLater(String path, String body, String idempotencyKey) {
        return HTTP.sendAsync(request("POST", path, body, Map.of("Idempotency-Key", idempotencyKey)), Api::text)
                .thenApply(Answer::new);
    }

    /** Opens a stream of events. Its lines come as they are sent; closing it leaves. */
    HttpResponse<Stream<String>> follow(String path) {
        try {
            return HTTP.send(
                    request("GET", path, null, Map.of("Accept", "text/event-stream")),
                    HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Follows a stream of events; what is sent is kept as it comes. */
    EventStream stream(String path, Map<String, String> headers) {
        EventStream stream = new EventStream();
        HTTP.sendAsync(request("GET", path, null, headers), stream).exceptionally(broken -> {
            stream.onError(broken);
            return null;
        });
        return stream;
    }

    /** The body as text; of an archive, its entries with their texts. */
    private static HttpResponse.BodySubscriber<String> text(HttpResponse.ResponseInfo info) {
        String type = info.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("application/zip")
                ? HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofByteArray(), Api::entries)
                : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    private static String entries(byte[] archive) {
        StringBuilder text = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                boolean printed = entry.getName().endsWith(".pdf");
                text.append(entry.getName())
                        .append('\n')
                        .append(printed ? "(printed)" : new String(content, StandardCharsets.UTF_8))
                        .append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private HttpRequest request(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return request.build();
    }

    /** An answer: its status, headers and body. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String everything() {
            return response.headers().map() + "\n" + response.body();
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("No JSON: " + this, e);
            }
        }

        String code() {
            return json().path("code").asText();
        }

        @Override
        public String toString() {
            return response.request().method() + " " + response.uri().getPath() + " → " + status() + " " + body();
        }
    }
}
