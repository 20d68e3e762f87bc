package org.equipoise.launcher.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a part as a process of its own, with its output in its log and its id on disk. */
final class ProcessStarter {

    private static final File NO_INPUT = new File("/dev/null");

    private final Layout layout;
    private final RunFiles runFiles;
    private boolean closed;

    ProcessStarter(Layout layout, RunFiles runFiles) {
        this.layout = layout;
        this.runFiles = runFiles;
    }

    /** @throws LaunchFailure if the program cannot be started, or the system is being stopped */
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

    /** No part is started from now on. */
    synchronized void close() {
        closed = true;
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
