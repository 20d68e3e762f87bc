package org.equipoise.benchmarks.ecrf;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * A file that arrived.
 *
 * @param bytes its size
 * @param marks how often the mark that was looked for stands in it
 * @param seconds from the request to the last byte
 */
record Download(long bytes, long marks, double seconds) {

    private static final int BUFFER = 1 << 16;
    private static final int OK = 200;

    /** Reads an answer to its end and keeps nothing of it; the first character of the mark stands in it once. */
    static Download of(HttpRequest request, String mark) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        long begun = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw new IOException("answered " + answer.statusCode() + ": "
                            + new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
                return read(in, mark.getBytes(StandardCharsets.UTF_8), begun);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Download read(InputStream in, byte[] mark, long begun) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        long marks = 0;
        int matched = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            for (int i = 0; i < read; i++) {
                matched = buffer[i] == mark[matched] ? matched + 1 : buffer[i] == mark[0] ? 1 : 0;
                if (matched == mark.length) {
                    marks++;
                    matched = 0;
                }
            }
        }
        return new Download(bytes, marks, (System.nanoTime() - begun) / 1e9);
    }
}
