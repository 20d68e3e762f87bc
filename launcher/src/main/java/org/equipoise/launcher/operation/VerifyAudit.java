package org.equipoise.launcher.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.equipoise.launcher.Place;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.OperatorAccess;
import org.equipoise.launcher.system.Part;
import org.equipoise.launcher.system.Ports;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.SystemOptions;
import org.equipoise.launcher.system.Tokens;
import org.equipoise.platform.audit.AuditDatabase;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier;
import org.equipoise.platform.audit.AuditVerifier.Report;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.RootFile;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.crypto.SigningKeyset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./equipoise verify-audit}. */
@Command(
        name = "verify-audit",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for traces of anybody who changed, removed, cut or rewrote a study's audit, and says where.",
            "Without options it verifies this instance's database. Exit status 1 if anything was found."
        })
public final class VerifyAudit implements Callable<Integer> {

    private static final String DATA_MANAGER = "dario.datamanager";
    private static final int OK = 200;

    @Option(names = "--study", required = true, paramLabel = "STUDY", description = "For example KET-TRD-01")
    private String study;

    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            defaultValue = "randomizer",
            description = {
                "Whose audit: randomizer, or ecrf-service, whose store is verified from an export:",
                "by --export, or fetched from this instance as its data manager"
            })
    private String service;

    @Option(names = "--database", paramLabel = "URL", description = "JDBC address of a randomizer database")
    private String database;

    @Option(names = "--user", paramLabel = "ROLE", description = "Database role that may read all tables")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File with that role's password")
    private Path passwordFile;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Verify an export (GET …/audit/export) instead of a database")
    private Path export;

    @Option(names = "--roots", paramLabel = "FILE", description = "The published roots, a line of JSON each")
    private Path roots;

    @Option(names = "--keys", paramLabel = "FILE", description = "The public keys (GET …/audit/keys)")
    private Path keys;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Report report = verify(publicKeys(), publishedRoots());
            return print(report);
        } catch (IOException | SQLException e) {
            throw new LaunchFailure("The audit could not be verified: " + e.getMessage(), e);
        }
    }

    private Report verify(RootKeys publicKeys, List<AuditRoot> published) throws IOException, SQLException {
        if (part() == Part.ECRF) {
            AuditVerifier verifier = new AuditVerifier(study, publicKeys, published, Optional.empty());
            return export == null ? verifyFetched(verifier) : verifyFile(verifier);
        }
        if (export != null) {
            return verifyExport(publicKeys, published);
        }
        try (Connection connection = connect()) {
            return new AuditDatabase(connection, study).verify(publicKeys, published);
        }
    }

    private Report verifyExport(RootKeys publicKeys, List<AuditRoot> published) throws IOException {
        return verifyFile(new AuditVerifier(study, study + "/unblinding-register", publicKeys, published));
    }

    private Report verifyFile(AuditVerifier verifier) throws IOException {
        try (Stream<String> lines = Files.lines(export, StandardCharsets.UTF_8)) {
            return verifyLines(verifier, lines);
        }
    }

    private Report verifyFetched(AuditVerifier verifier) throws IOException {
        try (Stream<String> lines = fetched()) {
            return verifyLines(verifier, lines);
        }
    }

    private static Report verifyLines(AuditVerifier verifier, Stream<String> lines) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        for (String line : (Iterable<String>) lines::iterator) {
            if (!line.isBlank()) {
                JsonNode entry = json.readTree(line);
                JsonNode text = entry.path("entry");
                verifier.accept(new StoredEntry(
                        entry.path("stream").asText(),
                        entry.path("seq").asLong(),
                        text.isTextual() ? text.asText() : text.toString(),
                        entry.path("previousHash").asText(),
                        entry.path("hash").asText()));
            }
        }
        return verifier.finish(List.of());
    }

    private Part part() {
        Part part = Part.byId(service);
        if (part != Part.RANDOMIZER && part != Part.ECRF) {
            throw new LaunchFailure(service + " has no audit of its own: name randomizer or ecrf-service");
        }
        return part;
    }

    private Stream<String> fetched() throws IOException {
        SystemOptions options = place.options(line -> {});
        Ports ports = RunningSystem.of(options).ports().orElse(options.ports());
        HttpRequest request = HttpRequest.newBuilder(
                        ports.base(Part.ECRF).resolve("/api/ecrf/studies/" + study + "/audit/export"))
                .header("Authorization", "Bearer " + Tokens.of(ports).of(DATA_MANAGER))
                .build();
        try {
            HttpResponse<Stream<String>> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
            if (answer.statusCode() != OK) {
                throw new LaunchFailure("The eCRF service answers " + answer.statusCode() + " to the export");
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while reading the export", e);
        }
    }

    private Connection connect() throws IOException, SQLException {
        if (database == null) {
            return local().database(Part.RANDOMIZER);
        }
        String password =
                passwordFile == null ? "" : Files.readString(passwordFile).strip();
        return DriverManager.getConnection(database, user, password);
    }

    private List<AuditRoot> publishedRoots() throws IOException {
        Path file = roots == null ? local().publishedRoots(part(), study) : roots;
        List<AuditRoot> published = new RootFile(file).read();
        if (published.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("No published root in " + file
                            + ": without one, a cut or rewritten audit may look untouched.");
        }
        return published;
    }

    private RootKeys publicKeys() throws IOException {
        if (keys == null) {
            return SigningKeyset.parse(Files.readString(local().signingKeyFile(part())))
                    .publicKeys();
        }
        return JsonMapper.builder().build().readValue(keys.toFile(), RootKeys.class);
    }

    private OperatorAccess local() {
        return OperatorAccess.of(place.options(line -> {}));
    }

    private int print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(study + ": " + report.entries() + " entries in " + report.streams() + " streams, " + report.roots()
                + " signed roots");
        report.findings().forEach(out::println);
        out.println(
                report.untouched()
                        ? "Nothing was touched that the roots know of."
                        : report.findings().size() + " finding(s): the audit was touched.");
        return report.untouched() ? 0 : 1;
    }
}
