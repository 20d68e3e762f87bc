package org.equipoise.launcher.system;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** What another process can learn about a system that runs on a data directory, from what is written there. */
public final class RunningSystem {

    private static final String FILE = "ports.properties";

    private final Layout layout;
    private final RunFiles files;

    /** One line of the status. */
    public record PartStatus(Part part, OptionalLong processId, int port, boolean answers) {}

    private RunningSystem(Layout layout) {
        this.layout = layout;
        this.files = new RunFiles(layout.run());
    }

    public static RunningSystem of(SystemOptions options) {
        return new RunningSystem(new Layout(options.home(), options.data()));
    }

    /** Where documents of the demonstration are kept, for whoever may read the data directory. */
    public Path documents() {
        return layout.documents();
    }

    static void record(Layout layout, Ports ports) {
        Properties properties = new Properties();
        ports.byPart().forEach((part, port) -> properties.setProperty(part.id(), Integer.toString(port)));
        try (Writer writer = Files.newBufferedWriter(file(layout))) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new LaunchFailure("Cannot write " + file(layout) + ": " + e.getMessage(), e);
        }
    }

    static Optional<Ports> ports(Layout layout) {
        if (!Files.exists(file(layout))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(layout))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LaunchFailure("Cannot read " + file(layout) + ": " + e.getMessage(), e);
        }
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, Integer.valueOf(properties.getProperty(part.id())));
        }
        return Optional.of(new Ports(ports));
    }

    private static Path file(Layout layout) {
        return layout.run().resolve(FILE);
    }

    /** Where the parts listen, or listened the last time. */
    public Optional<Ports> ports() {
        return ports(layout);
    }

    /** The process that watches the parts. */
    public OptionalLong launcher() {
        return id(files.launcher());
    }

    public List<PartStatus> parts() {
        Optional<Ports> ports = ports();
        return Arrays.stream(Part.values())
                .map(part -> {
                    OptionalLong process = id(files.process(part));
                    int port = ports.map(known -> known.of(part)).orElse(part.defaultPort());
                    return new PartStatus(part, process, port, process.isPresent() && PartLauncher.accepts(port));
                })
                .toList();
    }

    /**
     * Stops the launcher, which stops its parts; without a launcher, stops the parts that it left behind.
     *
     * @return whether anything ran
     */
    public boolean stop() {
        Optional<ProcessHandle> launcher = files.launcher();
        if (launcher.isPresent()) {
            launcher.get().destroy();
            launcher.get().onExit().join();
            return true;
        }
        boolean any = false;
        List<Part> lastFirst = Arrays.asList(Part.values().clone());
        Collections.reverse(lastFirst);
        for (Part part : lastFirst) {
            any |= Stopping.stopLeftover(part, files).isPresent();
        }
        return any;
    }

    /** Asks the running launcher to restart a part, and returns when the part is ready again. */
    public void restart(String part) {
        Part.byId(part);
        try {
            String answer = ControlSocket.ask(layout.run(), part);
            if (!answer.equals(ControlSocket.OK)) {
                throw new LaunchFailure(answer);
            }
        } catch (IOException e) {
            throw new LaunchFailure("Equipoise does not run on " + layout.data() + "; start it: ./equipoise up", e);
        }
    }

    /** The secret of a confidential client of the local realm, for programs that act as that service. */
    public String clientSecret(String client) {
        return Secrets.existing(layout.secrets(), Realm.clientSecretName(client));
    }

    /**
     * Gives the demonstration people their rights in one more study, which need not lie in the checkout.
     *
     * @param study the study's id
     * @param sites its sites' ids, the first one's people have names without a suffix
     */
    public void admit(String study, List<String> sites) {
        Ports known = ports().orElseThrow(() ->
                new LaunchFailure("Equipoise does not run on " + layout.data() + "; start it: ./equipoise up"));
        HttpClient http = HttpClient.newHttpClient();
        String token = Tokens.of(known).administration(clientSecret(Realm.ADMINISTRATION_CLIENT));
        new IdentityAdministration(http, known.base(Part.KEYCLOAK), token)
                .admit(DemonstrationPeople.of(List.of(new StudySites(study, sites))));
    }

    private static OptionalLong id(Optional<ProcessHandle> process) {
        return process.map(handle -> OptionalLong.of(handle.pid())).orElseGet(OptionalLong::empty);
    }
}
