package org.equipoise.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.equipoise.launcher.client.BrowserSession;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.replay.ReplayedTrial;
import org.equipoise.launcher.simulation.CommitteeMeeting;
import org.equipoise.launcher.simulation.LocalAccess;
import org.equipoise.launcher.simulation.Oversight;
import org.equipoise.launcher.simulation.Simulation;
import org.equipoise.launcher.simulation.SimulationOptions;
import org.equipoise.launcher.simulation.SimulationProgress;
import org.equipoise.launcher.simulation.SimulationResult;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.study.StudyPublication;
import org.equipoise.launcher.system.LocalSystem;
import org.equipoise.launcher.system.Part;
import org.equipoise.launcher.system.Person;
import org.equipoise.launcher.system.Ports;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.SystemOptions;
import org.equipoise.launcher.system.Tokens;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The packaged services with real PostgreSQL, the embedded MongoDB server and real Keycloak, started once for all
 * journeys, with both studies published and a small trial played in KET-TRD-01.
 */
final class SharedSystem implements ParameterResolver {

    static final String STUDY = "KET-TRD-01";
    static final int SUBJECTS = 12;

    private Running running;

    /** JUnit makes one for each class; what runs behind them is the same. */
    SharedSystem() {}

    private SharedSystem(Running running) {
        this.running = running;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SharedSystem.class;
    }

    @Override
    public SharedSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Running.class, type -> Running.begin(), Running.class);
        return new SharedSystem(running);
    }

    URI address() {
        return running.system().address();
    }

    Path logs() {
        return running.system().logs();
    }

    String token(String user) {
        return running.system().token(user);
    }

    Api as(String user) {
        return new Api(address(), token(user));
    }

    SimulationResult trial() {
        return running.trial();
    }

    /** The last closed analysis of the small trial. */
    String analysis() {
        return trial().looks().get(trial().looks().size() - 1).analysis();
    }

    MinimalStudy minimalStudy() {
        return new MinimalStudy(this);
    }

    /**
     * Publishes one more copy of the smallest study.
     *
     * @return tokens of people who have their rights in it
     */
    Tokens publishCopy(String name, UnaryOperator<String> change) {
        try {
            Path home = SystemOptions.homeAround(Path.of(""));
            Path folder = MinimalStudy.write(
                    home.resolve("studies"), home.resolve("e2e/target/system").resolve(name), name, change);
            StudyPublication.publishLocally(
                    RunningSystem.of(running.options()), Study.load(folder), System.out::println);
            return Tokens.of(running.system().ports());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Enters a trial that took place, from the folder of its tables, and gives the result of its last look. */
    JsonNode replay(String study, Path data) {
        Path folder = SystemOptions.homeAround(Path.of("")).resolve("studies").resolve(study);
        return ReplayedTrial.play(RunningSystem.of(running.options()), folder, data, System.out::println);
    }

    /** A part without the gateway before it. */
    URI service(Part part) {
        return URI.create("http://127.0.0.1:" + running.system().ports().of(part));
    }

    void killAndRestart(String part) {
        running.system().kill(part);
        running.system().restart(part);
    }

    /** Waits until a piece of work succeeds: after a restart, connections of the other parts recover by themselves. */
    void awaitUsable(Runnable work) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try {
                work.run();
                return true;
            } catch (AssertionError notYet) {
                return false;
            }
        });
    }

    /** The system and the trial that was played in it. */
    record Running(LocalSystem system, SystemOptions options, SimulationResult trial) implements AutoCloseable {

        static Running begin() {
            Path home = SystemOptions.homeAround(Path.of(""));
            Path data = home.resolve("e2e/target/system");
            deletePrevious(data);
            SystemOptions options = SystemOptions.in(home).withData(data).withPorts(freePorts());
            LocalSystem system = LocalSystem.start(options);
            boolean complete = false;
            try {
                EquipoiseClient client = EquipoiseClient.at(system.address(), system::token);
                Study study = Study.load(home.resolve("studies/ket-trd-01"));
                StudyPublication.publishLocally(RunningSystem.of(options), study, System.out::println);
                StudyPublication.publishLocally(
                        RunningSystem.of(options),
                        Study.load(MinimalStudy.write(
                                home.resolve("studies"),
                                data.resolve("journey-study"),
                                MinimalStudy.NAME,
                                UnaryOperator.identity())),
                        System.out::println);
                SimulationResult trial = new Simulation(
                                client,
                                study,
                                new SimulationOptions(SUBJECTS, 1, Instant.now()),
                                LocalAccess.of(RunningSystem.of(options), system.ports()))
                        .play(SimulationProgress.silent());
                new Oversight(client, study, user -> BrowserSession.signIn(system.address(), user, Person.PASSWORD))
                        .perform()
                        .forEach(System.out::println);
                new CommitteeMeeting(
                                client,
                                study,
                                user -> BrowserSession.signIn(system.address(), user, Person.PASSWORD)::send)
                        .hold(trial.looks().get(trial.looks().size() - 1))
                        .forEach(System.out::println);
                complete = true;
                return new Running(system, options, trial);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                if (!complete) {
                    system.close();
                }
            }
        }

        private static Ports freePorts() {
            Map<Part, Integer> ports = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                int port;
                do {
                    port = freePort();
                } while (ports.containsValue(port));
                ports.put(part, port);
            }
            return new Ports(ports);
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void deletePrevious(Path data) {
            if (!Files.exists(data)) {
                return;
            }
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            system.close();
        }
    }
}
