package org.equipoise.mongo;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStoreException;

/** {@code --port PORT --data DIRECTORY}: serves the MongoDB wire protocol on this machine until it is told to stop. */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String DATA_FILE = "documents.mv";
    private static final int ANY_FREE_PORT = 0;

    private final MongoServer server;
    private final InetSocketAddress address;

    private EmbeddedMongo(MongoServer server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    public static EmbeddedMongo start(int port, Path data) throws IOException {
        Files.createDirectories(data);
        DurableBackend backend = DurableBackend.open(data.resolve(DATA_FILE));
        MongoServer server = new MongoServer(backend);
        try {
            server.bind("127.0.0.1", port);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
        return new EmbeddedMongo(server, server.getLocalAddress());
    }

    public int port() {
        return address.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
    }

    /** Exit status 2: wrong arguments; 1: the port or the data cannot be had. */
    public static void main(String[] arguments) {
        int port = ANY_FREE_PORT;
        Path data = null;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--port" -> port = Integer.parseInt(arguments[i + 1]);
                case "--data" -> data = Path.of(arguments[i + 1]);
                default -> refuse("unknown option " + arguments[i]);
            }
        }
        if (data == null || arguments.length % 2 != 0) {
            refuse("usage: --data DIRECTORY [--port PORT]");
        }
        serve(port, data);
    }

    private static void serve(int port, Path data) {
        try {
            EmbeddedMongo mongo = start(port, data);
            Runtime.getRuntime().addShutdownHook(new Thread(mongo::close, "shutdown"));
            System.out.println("listening on 127.0.0.1:" + mongo.port());
        } catch (IOException | MVStoreException e) {
            fail("cannot use the data directory " + data.toAbsolutePath() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            fail("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage());
        }
    }

    private static void refuse(String message) {
        System.err.println("embedded-mongo: " + message);
        System.exit(2);
    }

    private static void fail(String message) {
        System.err.println("embedded-mongo: " + message);
        System.exit(1);
    }
}
