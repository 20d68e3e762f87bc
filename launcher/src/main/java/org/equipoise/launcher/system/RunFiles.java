package org.equipoise.launcher.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * What runs, on disk: one file a process, with its id and its start, so that a number that the operating system gave to
 * another process later is not mistaken for it.
 */
final class RunFiles {

    private static final String LAUNCHER = "launcher";

    private final Path directory;

    RunFiles(Path directory) {
        this.directory = directory;
    }

    /** Held while a launcher runs; the operating system releases it when the launcher dies, however it dies. */
    Optional<FileChannel> tryLock() {
        try {
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(channel);
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LaunchFailure("Cannot lock " + directory + ": " + e.getMessage(), e);
        }
    }

    void recordLauncher() {
        write(LAUNCHER, ProcessHandle.current());
    }

    Optional<ProcessHandle> launcher() {
        return read(LAUNCHER);
    }

    void removeLauncher() {
        remove(LAUNCHER);
    }

    void record(Part part, ProcessHandle process) {
        write(part.id(), process);
    }

    /** The part's process, if it lives. */
    Optional<ProcessHandle> process(Part part) {
        return read(part.id());
    }

    void remove(Part part) {
        remove(part.id());
    }

    private void write(String name, ProcessHandle process) {
        String start = process.info().startInstant().map(Instant::toString).orElse("");
        try {
            Files.writeString(file(name), process.pid() + " " + start + "\n");
        } catch (IOException e) {
            throw new LaunchFailure("Cannot write " + file(name) + ": " + e.getMessage(), e);
        }
    }

    private Optional<ProcessHandle> read(String name) {
        try {
            if (!Files.exists(file(name))) {
                return Optional.empty();
            }
            String[] fields = Files.readString(file(name)).strip().split(" ", 2);
            String start = fields.length > 1 ? fields[1] : "";
            return ProcessHandle.of(Long.parseLong(fields[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .map(Instant::toString)
                            .orElse("")
                            .equals(start));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new LaunchFailure("Cannot delete " + file(name) + ": " + e.getMessage(), e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name + ".pid");
    }
}
