package org.equipoise.benchmarks.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as the identity provider's token endpoint and the eCRF service would for subjects that are all eligible. */
public final class Neighbours implements AutoCloseable {

    private static final int THREADS = 16;
    private static final String SUBJECTS = "/subjects/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private Neighbours(HttpServer server) {
        this.server = server;
    }

    /** Small answers are sent at once; by default they would wait for the other side's delayed acknowledgement. */
    public static Neighbours start() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Neighbours neighbours = new Neighbours(server);
        server.setExecutor(neighbours.threads);
        server.createContext(
                "/token",
                exchange ->
                        answer(exchange, "{\"access_token\":\"own\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        server.createContext("/api/ecrf", Neighbours::ecrf);
        server.start();
        return neighbours;
    }

    /** Where the service finds them. */
    public Map<String, String> environment() {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("EQUIPOISE_ECRF_URL", base, "EQUIPOISE_TOKEN_URL", base + "/token");
    }

    /** Subject names end with their site and stratum: {@code S1-01-b3}. */
    private static void ecrf(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            answer(exchange, "{}");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        String subject = path.substring(path.indexOf(SUBJECTS) + SUBJECTS.length(), path.lastIndexOf('/'));
        String[] parts = subject.split("-", -1);
        answer(exchange, """
                {"study":"any","subject":"%s","site":"%s","eligible":true,"reasons":[],
                 "strata":{"site":"%2$s","band":"%s"},
                 "sources":[{"event":"BASELINE","form":"MADRS","repeat":1,"revision":1,"hash":"ab"}],
                 "definitionVersion":"1","issuedAt":"2026-03-01T09:00:00Z"}""".formatted(subject, parts[1], parts[2]));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
