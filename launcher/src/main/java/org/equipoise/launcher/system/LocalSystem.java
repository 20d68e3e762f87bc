package org.equipoise.launcher.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole system on this machine: PostgreSQL, the document server, Keycloak and the four services, each a process.
 *
 * <p>{@link #close()} stops all of it, in the reverse order, at any time; so does the end of this Java process.
 */
public final class LocalSystem implements AutoCloseable {

    /** What is stopped together; the door first, the stores last. */
    private static final List<List<Part>> STOPPING = List.of(
            List.of(Part.GATEWAY),
            List.of(Part.RANDOMIZER, Part.STATS, Part.ECRF),
            List.of(Part.KEYCLOAK),
            List.of(Part.MONGO, Part.POSTGRES));

    private static final Map<Part, Part> NEEDS = Map.of(
            Part.KEYCLOAK, Part.POSTGRES,
            Part.RANDOMIZER, Part.POSTGRES,
            Part.STATS, Part.POSTGRES,
            Part.ECRF, Part.MONGO,
            Part.GATEWAY, Part.KEYCLOAK);

    private final SystemOptions options;
    private final Layout layout;
    private final RunFiles runFiles;
    private final ProcessStarter starter;
    private final PartLauncher launcher;
    private final Secrets secrets;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Tokens tokens;
    private final Consumer<String> progress;
    private final ExecutorService threads = Executors.newCachedThreadPool(LocalSystem::daemon);
    private final Map<Part, Process> processes = Collections.synchronizedMap(new EnumMap<>(Part.class));
    private final Thread hook = new Thread(this::stopAll, "stop-everything");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private FileChannel lock;
    private ControlSocket control;

    private LocalSystem(SystemOptions options) {
        this.options = options;
        this.progress = options.progress();
        this.layout = new Layout(options.home(), options.data());
        this.layout.createDirectories();
        this.runFiles = new RunFiles(layout.run());
        this.secrets = new Secrets(layout.secrets(), new SecureRandom());
        this.starter = new ProcessStarter(layout, runFiles);
        this.launcher = new PartLauncher(options, layout, secrets, starter, new Readiness(http, layout));
        this.tokens = new Tokens(http, options.ports().base(Part.KEYCLOAK), Clock.systemUTC());
    }

    /**
     * Starts everything and returns when everything answers.
     *
     * @throws LaunchFailure if something is in the way; then nothing is left running
     */
    public static LocalSystem start(SystemOptions options) {
        LocalSystem system = new LocalSystem(options);
        system.begin();
        return system;
    }

    private void begin() {
        Preflight.check(layout);
        lock = runFiles.tryLock().orElseThrow(this::alreadyRunning);
        Runtime.getRuntime().addShutdownHook(hook);
        boolean complete = false;
        try {
            runFiles.recordLauncher();
            stopLeftovers();
            PortOwner.requireFree(options.ports());
            RunningSystem.record(layout, options.ports());
            startAll();
            control = ControlSocket.listen(layout.run(), this::restart);
            complete = true;
        } catch (IOException e) {
            throw new LaunchFailure("Cannot listen in " + layout.run() + ": " + e.getMessage(), e);
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private LaunchFailure alreadyRunning() {
        String who = runFiles.launcher()
                .map(process -> " (process " + process.pid() + ")")
                .orElse("");
        return new LaunchFailure("Equipoise already runs on " + layout.data() + who + " at "
                + RunningSystem.ports(layout).orElse(options.ports()).address() + "; stop it first: ./equipoise down");
    }

    private void stopLeftovers() {
        List<String> ended = new ArrayList<>();
        for (List<Part> together : STOPPING) {
            together.forEach(part -> Stopping.stopLeftover(part, runFiles).ifPresent(ended::add));
        }
        if (!ended.isEmpty()) {
            progress.accept("  An earlier run was killed; stopped what it left: " + String.join(", ", ended));
        }
    }

    private void startAll() {
        Map<Part, CompletableFuture<Void>> ready = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            starter.freshLog(part);
            CompletableFuture<Void> installed = CompletableFuture.runAsync(() -> launcher.install(part), threads);
            CompletableFuture<Void> needed =
                    NEEDS.containsKey(part) ? ready.get(NEEDS.get(part)) : CompletableFuture.completedFuture(null);
            ready.put(part, CompletableFuture.allOf(installed, needed).thenRunAsync(() -> startPart(part), threads));
        }
        ready.computeIfPresent(
                Part.KEYCLOAK, (part, started) -> started.thenRunAsync(this::administerIdentities, threads));
        try {
            firstFailureOrAll(ready.values()).join();
        } catch (CompletionException e) {
            if (starter.isClosed()) {
                throw new LaunchFailure("Stopped before everything was ready", e);
            }
            if (e.getCause() instanceof LaunchFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static CompletableFuture<?> firstFailureOrAll(Collection<CompletableFuture<Void>> futures) {
        Stream<CompletableFuture<?>> failures = futures.stream().map(LocalSystem::failureOnly);
        Stream<CompletableFuture<?>> all =
                Stream.of(CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)));
        return CompletableFuture.anyOf(Stream.concat(all, failures).toArray(CompletableFuture[]::new));
    }

    /** Ends as the given one if that fails, and otherwise never. */
    private static CompletableFuture<?> failureOnly(CompletableFuture<Void> future) {
        return future.thenCompose(done -> new CompletableFuture<Void>());
    }

    private void startPart(Part part) {
        long begin = System.nanoTime();
        try {
            Process process = launcher.start(part);
            processes.put(part, process);
            if (starter.isClosed()) {
                stopPart(part);
            }
            launcher.awaitReady(part, process);
            watch(part, process);
        } catch (IOException e) {
            throw new LaunchFailure("Cannot start " + part.id() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while starting " + part.id(), e);
        }
        progress.accept(Lines.ready(part, since(begin), options.ports().of(part)));
    }

    private void administerIdentities() {
        String token = tokens.administration(secrets.secret(KeycloakServer.administrationSecretName()));
        new IdentityAdministration(http, options.ports().base(Part.KEYCLOAK), token)
                .ensure(options.ports().address(), DemonstrationPeople.of(StudySites.in(layout.studies())));
    }

    /** A part that ends by itself is not started again in secret: people must see it. */
    private void watch(Part part, Process process) {
        CompletableFuture<Void> unused = process.onExit().thenAccept(ended -> {
            if (processes.remove(part, ended)) {
                runFiles.remove(part);
                progress.accept(Lines.note(
                        part,
                        "STOPPED BY ITSELF with status " + ended.exitValue() + "; start it again: ./equipoise restart "
                                + part.id() + Readiness.lastLines(layout.log(part))));
            }
        });
    }

    /** The page that people open. */
    public URI address() {
        return options.ports().address();
    }

    public Ports ports() {
        return options.ports();
    }

    /** An access token of a demonstration user. */
    public String token(String user) {
        return tokens.of(user);
    }

    public Tokens tokens() {
        return tokens;
    }

    /** What can be read and asked about this system as another process would. */
    public RunningSystem running() {
        return RunningSystem.of(options);
    }

    /** The directory with one log for each part. */
    public Path logs() {
        return layout.logs();
    }

    /** The demonstration users of the first site, by role. */
    public Map<String, String> usersByRole() {
        return DemonstrationPeople.usersByRole();
    }

    /** Stops one part in order, and starts it again. */
    public void restart(String part) {
        Part chosen = Part.byId(part);
        stopPart(chosen);
        startPart(chosen);
    }

    /** Kills one part as a power cut would, without a chance to finish anything. */
    public void kill(String part) {
        Process process = processes.remove(Part.byId(part));
        if (process == null) {
            throw new LaunchFailure(part + " does not run");
        }
        process.destroyForcibly().onExit().join();
    }

    /** Returns when the system has been stopped, by whomever. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the Java process is ending: the hook does the work
            return;
        }
        stopAll();
    }

    private synchronized void stopAll() {
        if (stopped.getCount() == 0) {
            return;
        }
        starter.close();
        for (List<Part> together : STOPPING) {
            CompletableFuture.allOf(together.stream()
                            .map(part -> CompletableFuture.runAsync(() -> stopPart(part), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
        runFiles.removeLauncher();
        release();
        stopped.countDown();
        threads.shutdownNow();
    }

    private void stopPart(Part part) {
        Process process = processes.remove(part);
        if (process == null) {
            return;
        }
        long begin = System.nanoTime();
        if (Stopping.stop(part, process.toHandle())) {
            runFiles.remove(part);
            progress.accept(Lines.stopped(part, since(begin)));
        } else {
            progress.accept(Lines.note(part, "does not stop (process " + process.pid() + ")"));
        }
    }

    private void release() {
        try {
            if (control != null) {
                control.close();
            }
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            progress.accept("  The lock in " + layout.run() + " could not be released: " + e.getMessage());
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "equipoise-launcher");
        thread.setDaemon(true);
        return thread;
    }
}
