package org.equipoise.launcher.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out whether a port of this machine is free, and if it is not, whose it is. */
final class PortOwner {

    private static final Pattern LSOF = Pattern.compile("p(\\d+)\\n(?:[^c\\n].*\\n)*c(.+)");
    private static final String LISTENING = "0A";

    private PortOwner() {}

    static void requireFree(Ports ports) {
        for (Part part : Part.values()) {
            int port = ports.of(part);
            if (!isFree(port)) {
                throw new LaunchFailure("Port " + port + ", which " + part.id() + " needs, is in use by "
                        + find(port).orElse("another program") + ". Stop that program, or move Equipoise: "
                        + part.portVariable() + "=<port>, or --port-offset 1000 for all ports");
            }
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The listening process, for example {@code java (process 4242)}, as far as this user may see it. */
    static Optional<String> find(int port) {
        return Files.isDirectory(Path.of("/proc/net")) ? findInProc(port) : findByLsof(port);
    }

    private static Optional<String> findByLsof(int port) {
        try {
            Process lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc")
                    .redirectErrorStream(true)
                    .start();
            Matcher matcher = LSOF.matcher(new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return matcher.find()
                    ? Optional.of(matcher.group(2) + " (process " + matcher.group(1) + ")")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> findInProc(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : Set.of("/proc/net/tcp", "/proc/net/tcp6")) {
            sockets.addAll(listeningSockets(Path.of(table), port));
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOneOf(process, sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(name + " (process " + process.getFileName() + ")");
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Lines of the table: number, local address:port, remote address, state, …, inode as the tenth field. */
    private static Set<String> listeningSockets(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        String suffix = String.format(":%04X", port);
        try {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+", 11);
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        return sockets;
    }

    private static boolean holdsOneOf(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // ended meanwhile, or another user's
        }
        return false;
    }
}
