package org.equipoise.launcher.system;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a part's process: asks first, and waits; a service that does not listen is killed, the database never is. */
final class Stopping {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private Stopping() {}

    /** Returns whether the process has ended. */
    static boolean stop(Part part, ProcessHandle process) {
        if (part == Part.POSTGRES) {
            interrupt(process);
            return hasEnded(process, PATIENCE.multipliedBy(3));
        }
        process.destroy();
        if (hasEnded(process, PATIENCE)) {
            return true;
        }
        process.destroyForcibly();
        return hasEnded(process, PATIENCE);
    }

    /** Stops what an earlier launcher left behind. */
    static Optional<String> stopLeftover(Part part, RunFiles files) {
        Optional<ProcessHandle> left = files.process(part);
        left.ifPresent(process -> {
            if (!stop(part, process)) {
                throw new LaunchFailure(part.id() + " of an earlier run (process " + process.pid()
                        + ") does not stop; end it yourself");
            }
        });
        files.remove(part);
        return left.map(process -> part.id() + " (process " + process.pid() + ")");
    }

    /** PostgreSQL's fast shutdown: open sessions are cut, everything committed stays. */
    private static void interrupt(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasEnded(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
