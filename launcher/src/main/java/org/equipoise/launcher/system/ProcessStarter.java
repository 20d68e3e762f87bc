package org.equipoise.launcher.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts a part as a process of its own, with its output in its log and its id on disk. */
final class ProcessStarter {

    private static final File NO_INPUT = new File("/dev/null");

    private final Layout layout;
    private final RunFiles runFiles;
    private final Set<Process> helpers = ConcurrentHashMap.newKeySet();
    private boolean closed;

    ProcessStarter(Layout layout, RunFiles runFiles) {
        this.layout = layout;
        this.runFiles = runFiles;
    }

    /**
     * Starts a part.
     *
     * @throws LaunchFailure if the program cannot be started, or the system is being stopped
     */
    synchronized Process start(Part part, List<String> command, Map<String, String> environment) {
        if (closed) {
            throw new LaunchFailure("Stopped before " + part.id() + " was started");
        }
        Path log = layout.log(part);
        List<String> whole = new ArrayList<>(ownSession());
        whole.addAll(command);
        try {
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .directory(layout.data().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(NO_INPUT));
            builder.environment().putAll(environment);
            Process process = builder.start();
            runFiles.record(part, process.toHandle());
            return process;
        } catch (IOException e) {
            throw new LaunchFailure("Cannot start " + part.id() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs a program that prepares a part, with its output in the part's log.
     *
     * @throws LaunchFailure if it fails
     */
    void runToEnd(Part part, List<String> command) throws IOException, InterruptedException {
        Process process = startHelper(part, command);
        try {
            if (process.waitFor() != 0) {
                throw new LaunchFailure(part.id() + " cannot be prepared (status " + process.exitValue() + ")"
                        + Readiness.lastLines(layout.log(part)));
            }
        } finally {
            process.destroy();
            helpers.remove(process);
        }
    }

    private synchronized Process startHelper(Part part, List<String> command) throws IOException {
        if (closed) {
            throw new LaunchFailure("Stopped before " + part.id() + " was prepared");
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(layout.log(part).toFile()))
                .start();
        helpers.add(process);
        return process;
    }

    /** No part is started from now on, and what is being prepared is given up. */
    synchronized void close() {
        closed = true;
        helpers.forEach(Process::destroy);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** The log of the run before moves aside. */
    void freshLog(Part part) {
        Path log = layout.log(part);
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(part.id() + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new LaunchFailure("Cannot move the log " + log + ": " + e.getMessage(), e);
        }
    }

    /** Ctrl-C reaches every process of a terminal's session; the parts must wait for the launcher to stop them in order. */
    private static List<String> ownSession() {
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            return List.of("/usr/bin/setsid");
        }
        if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
            return List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or exit 127;");
        }
        return List.of();
    }
}
