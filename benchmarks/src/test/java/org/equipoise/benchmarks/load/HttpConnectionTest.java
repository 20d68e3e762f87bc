package org.equipoise.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private HttpServer server;
    private HttpConnection http;

    @BeforeEach
    void connect() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/length", exchange -> answer(exchange, 200, false));
        server.createContext("/chunks", exchange -> answer(exchange, 200, true));
        server.createContext("/refused", exchange -> answer(exchange, 422, false));
        server.start();
        http = new HttpConnection(server.getAddress().getPort());
    }

    @AfterEach
    void disconnect() throws IOException {
        http.close();
        server.stop(0);
    }

    @Test
    void severalRequestsShareTheConnection() throws IOException {
        assertThat(http.send("POST /length", "X-Add: 1\r\n", "größer").expect(200))
                .isEqualTo("POST 1 größer");
        assertThat(http.send("POST /chunks", "X-Add: 2\r\n", "größer").expect(200))
                .isEqualTo("POST 2 größer");
        assertThat(http.send("GET /length", "X-Add: 3\r\n", "").expect(200)).isEqualTo("GET 3 ");
    }

    @Test
    void anotherStatusThanExpectedIsAnErrorThatShowsTheAnswer() throws IOException {
        HttpConnection.Answer answer = http.send("PUT /refused", "X-Add: 4\r\n", "value");
        assertThatThrownBy(() -> answer.expect(200))
                .isInstanceOf(IOException.class)
                .hasMessage("answered 422 instead of 200: PUT 4 value");
    }

    private static void answer(HttpExchange exchange, int status, boolean chunked) throws IOException {
        String body = exchange.getRequestMethod() + " "
                + exchange.getRequestHeaders().getFirst("X-Add") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, chunked ? 0 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
