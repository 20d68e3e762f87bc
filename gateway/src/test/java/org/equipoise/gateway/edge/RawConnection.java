package org.equipoise.gateway.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP/1.1 connection of which every byte is the test's own, from an address of the test's choice. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket = new Socket();
    private final BufferedReader reader;
    private final String host;

    /** An answer: of its body, the whole if its length is known, and nothing of a stream. */
    record Answer(int status, Map<String, String> headers, String body) {}

    private RawConnection(URL gateway, String from) throws IOException {
        host = gateway.getAuthority();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.getPort()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static RawConnection from(String address, URL gateway) throws IOException {
        return new RawConnection(gateway, address);
    }

    /** Sends a request's head, with these further lines. */
    RawConnection head(String requestLine, String... lines) throws IOException {
        String further = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return send(requestLine + " HTTP/1.1\r\nHost: " + host + "\r\n" + further + "\r\n");
    }

    RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    /** Whether something of an answer has come. */
    boolean isAnswered() {
        try {
            return reader.ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer answer() throws IOException {
        int status = Integer.parseInt(reader.readLine().split(" ", 3)[1]);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        StringBuilder body = new StringBuilder();
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        while (body.toString().getBytes(StandardCharsets.UTF_8).length < length) {
            body.append((char) reader.read());
        }
        return new Answer(status, headers, body.toString());
    }

    /** Whether the other side closes the connection without saying more. */
    boolean isClosedByTheOtherSide() throws IOException {
        return reader.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
