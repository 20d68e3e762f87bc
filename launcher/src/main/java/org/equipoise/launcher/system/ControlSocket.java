package org.equipoise.launcher.system;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How another process of the same user asks a running launcher to restart a part: one request, the part's id; one
 * answer, {@code ok} or the failure.
 */
final class ControlSocket implements AutoCloseable {

    static final String OK = "ok";

    private static final int LONGEST_MESSAGE = 8_192;

    private final ServerSocketChannel server;
    private final Path file;

    private ControlSocket(ServerSocketChannel server, Path file) {
        this.server = server;
        this.file = file;
    }

    static ControlSocket listen(Path run, Consumer<String> restart) throws IOException {
        Path file = run.resolve("control");
        Files.deleteIfExists(file);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
        ControlSocket socket = new ControlSocket(server, file);
        Thread thread = new Thread(() -> socket.serve(restart), "control");
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    private void serve(Consumer<String> restart) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                answer(client, restart);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // the client went away; what it asked for is done or was never read
            }
        }
    }

    private static void answer(SocketChannel client, Consumer<String> restart) throws IOException {
        String answer = OK;
        try {
            restart.accept(read(client));
        } catch (LaunchFailure failure) {
            answer = failure.getMessage();
        }
        client.write(StandardCharsets.UTF_8.encode(answer));
    }

    /** Asks the launcher that listens in the directory, and returns its answer. */
    static String ask(Path run, String part) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(run.resolve("control")))) {
            channel.write(StandardCharsets.UTF_8.encode(part));
            channel.shutdownOutput();
            return read(channel);
        }
    }

    private static String read(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_MESSAGE);
        int count;
        do {
            count = channel.read(buffer);
        } while (count >= 0 && buffer.hasRemaining());
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(file);
    }
}
