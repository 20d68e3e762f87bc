package org.equipoise.launcher.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is filled once; a marker written last tells that it is complete, and of what. */
final class OnceInstalled {

    private static final String MARKER = "installed";

    private OnceInstalled() {}

    @FunctionalInterface
    interface Filling {
        void fill(Path directory) throws IOException, InterruptedException;
    }

    static boolean isComplete(Path directory, String content) {
        try {
            Path marker = marker(directory);
            return Files.exists(marker) && Files.readString(marker).equals(content);
        } catch (IOException e) {
            return false;
        }
    }

    /** Fills the directory unless it is complete; two launchers at once do not disturb each other. */
    static synchronized void ensure(Path directory, String content, Filling filling) {
        if (isComplete(directory, content)) {
            return;
        }
        Path lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !isComplete(directory, content)) {
                Files.deleteIfExists(marker(directory));
                delete(directory);
                Files.createDirectories(directory);
                filling.fill(directory);
                Files.writeString(marker(directory), content);
            }
        } catch (IOException e) {
            throw new LaunchFailure("Cannot install into " + directory + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while installing into " + directory, e);
        }
    }

    private static Path marker(Path directory) {
        return directory.resolveSibling(directory.getFileName() + "." + MARKER);
    }

    /**
     * Where an archive's entry goes.
     *
     * @throws IOException if it points outside the directory
     */
    static Path inside(Path directory, String entry) throws IOException {
        Path target = directory.resolve(entry).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("entry " + entry + " points outside " + directory);
        }
        return target;
    }

    static void makeExecutable(Path file) throws IOException {
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
