package org.equipoise.gateway.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that answers everything with a stream of events, while it is started; until then nothing listens there. */
final class StreamingService {

    private static final byte[] SIGN_OF_LIFE = ": here\n\n".getBytes(StandardCharsets.US_ASCII);

    private final int port = freePort();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private HttpServer server;
    private ExecutorService threads;
    private volatile CountDownLatch breakage = new CountDownLatch(1);

    String address() {
        return "http://localhost:" + port;
    }

    void start() {
        opened.set(0);
        left.set(0);
        breakage = new CountDownLatch(1);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::stream);
        server.start();
    }

    void stop() {
        breakOff();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Ends all streams in the middle. */
    void breakOff() {
        CountDownLatch before = breakage;
        breakage = new CountDownLatch(1);
        before.countDown();
    }

    int opened() {
        return opened.get();
    }

    /** How many streams were left by who read them. */
    int left() {
        return left.get();
    }

    private void stream(HttpExchange exchange) {
        opened.incrementAndGet();
        CountDownLatch end = breakage;
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            do {
                body.write(SIGN_OF_LIFE);
                body.flush();
            } while (!end.await(50, TimeUnit.MILLISECONDS));
        } catch (IOException gone) {
            left.incrementAndGet();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
