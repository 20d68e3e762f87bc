package org.equipoise.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.equipoise.launcher.system.LaunchFailure;

/** Speaks to a running Equipoise. A request that may be repeated is repeated when a service is away for a moment. */
public final class EquipoiseClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MOST_ATTEMPTS = 5;
    private static final int OK = 200;
    private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);

    private final HttpClient http;
    private final URI address;
    private final UnaryOperator<String> tokens;

    /**
     * Prepares calls.
     *
     * @param http what sends them
     * @param address the gateway
     * @param tokens gives a valid access token for a user's name
     */
    public EquipoiseClient(HttpClient http, URI address, UnaryOperator<String> tokens) {
        this.http = http;
        this.address = address;
        this.tokens = tokens;
    }

    /** A client of its own for HTTP/1.1, which the services speak. */
    public static EquipoiseClient at(URI address, UnaryOperator<String> tokens) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        return new EquipoiseClient(http, address, tokens);
    }

    /** Where people reach the system. */
    public URI address() {
        return address;
    }

    /**
     * Makes a call.
     *
     * @param call the request
     * @return the answer, whatever its status
     * @throws LaunchFailure if nothing answers
     */
    public Answer send(Call call) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == MOST_ATTEMPTS || !call.isRepeatable();
            try {
                Answer answer = once(call);
                if (last || !AWAY.contains(answer.status())) {
                    return answer;
                }
            } catch (IOException e) {
                if (last) {
                    throw new LaunchFailure(
                            "Nothing answers " + call + " at " + address + " (" + e + "); start it: ./equipoise up", e);
                }
            }
            pause(attempt);
        }
    }

    /**
     * Keeps a document.
     *
     * @param user who asks for it
     * @param path its path
     * @param type its media type
     * @param file where it is kept; there is none if the answer is another
     * @throws CallRefusedException if it is refused
     * @throws LaunchFailure if nothing answers, or the file cannot be written
     */
    public void download(String user, String path, String type, Path file) {
        Call call = Call.get(user, path);
        try {
            HttpResponse<byte[]> response = response(call, type + ", application/problem+json");
            new Answer(call, response.statusCode(), json(response)).expect(OK);
            Files.createDirectories(file.getParent());
            Files.write(file, response.body());
        } catch (IOException e) {
            throw new LaunchFailure("Cannot store " + call + " as " + file + " (" + e + ")", e);
        }
    }

    private Answer once(Call call) throws IOException {
        HttpResponse<byte[]> response = response(call, "application/json, application/problem+json");
        return new Answer(call, response.statusCode(), json(response));
    }

    private HttpResponse<byte[]> response(Call call, String accepted) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(call.path()))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + tokens.apply(call.user()))
                .header("Accept", accepted)
                .method(call.method(), body(call));
        if (call.body().isPresent() && !call.headers().containsKey(Call.CONTENT_TYPE)) {
            request.header(Call.CONTENT_TYPE, "application/json");
        }
        call.headers().forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted: " + call, e);
        }
    }

    private static BodyPublisher body(Call call) {
        if (call.headers().containsKey(Call.CONTENT_TYPE)) {
            return BodyPublishers.ofString(call.body().map(JsonNode::asText).orElse(""));
        }
        return call.body().map(body -> BodyPublishers.ofByteArray(bytes(body))).orElseGet(BodyPublishers::noBody);
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        boolean isJson = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        return isJson && response.body().length > 0 ? JSON.readTree(response.body()) : MissingNode.getInstance();
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(PAUSE.multipliedBy(attempt).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while waiting for a service", e);
        }
    }
}
