package org.equipoise.launcher.verification;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.launcher.system.LaunchFailure;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./equipoise verify-list}. */
@Command(
        name = "verify-list",
        mixinStandardHelpOptions = true,
        description = "Checks a revealed randomization list against the published roots and the receipts, offline. "
                + "Prints a line for each finding; the exit code is 0 only if there is none.")
public final class VerifyList implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    @Option(
            names = "--list",
            required = true,
            paramLabel = "FILE",
            description = "The revealed list: the answer to GET /api/randomizer/studies/STUDY/revealed-list")
    private Path list;

    @ArgGroup(multiplicity = "1")
    private Roots roots;

    /** Where the trusted roots come from. */
    static final class Roots {

        @Option(
                names = "--root",
                paramLabel = "HEX",
                description = "A published root; repeat it for each part of the list, in their order")
        private List<String> values;

        @Option(
                names = "--published",
                paramLabel = "FILE",
                description = "The answer to GET /api/randomizer/studies/STUDY/plan, kept since the list was made")
        private Path published;
    }

    @Option(
            names = "--receipts",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Randomizations: answers to GET …/randomizations (JSON), or CSV")
    private List<Path> receipts = List.of();

    @Option(
            names = "--some-receipts",
            description = "There are receipts of some subjects only, so a position without one is no finding")
    private boolean someReceipts;

    @Option(
            names = "--kits-from-stock",
            description = "Subjects got kits from a stock, so a kit other than the entry's is no finding")
    private boolean kitsFromStock;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RevealedList revealed = revealed();
        List<String> published = published();
        List<Receipt> read = new ArrayList<>();
        receipts.forEach(file -> read.addAll(Receipts.read(file)));
        ListCheck.Expectations expectations =
                new ListCheck.Expectations(!someReceipts && !receipts.isEmpty(), !kitsFromStock);
        List<String> findings = ListCheck.findings(revealed, published, read, expectations);
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(out::println);
        long entries = revealed.parts().stream()
                .mapToLong(part -> part.entries().size())
                .sum();
        out.println((findings.isEmpty() ? "In order: " : findings.size() + " finding(s) in ")
                + entries + " entries in " + revealed.parts().size() + " part(s), " + read.size() + " receipt(s)"
                + " of study " + revealed.study() + ".");
        out.flush();
        return findings.isEmpty() ? 0 : 1;
    }

    private RevealedList revealed() {
        try {
            RevealedList revealed = JSON.readValue(Files.readAllBytes(list), RevealedList.class);
            if (!RevealedList.FORMAT.equals(revealed.format()) || revealed.parts() == null) {
                throw new LaunchFailure(list + " is no revealed list: its format is " + revealed.format() + ", not "
                        + RevealedList.FORMAT);
            }
            return revealed;
        } catch (IOException e) {
            throw new LaunchFailure("The list in " + list + " cannot be read: " + e.getMessage());
        }
    }

    private List<String> published() {
        if (roots.values != null) {
            return roots.values;
        }
        try {
            List<String> published = new ArrayList<>();
            for (JsonNode part :
                    JSON.readTree(Files.readAllBytes(roots.published)).path("parts")) {
                published.add(part.path("merkleRoot").asText());
            }
            return published;
        } catch (IOException e) {
            throw new LaunchFailure("The roots in " + roots.published + " cannot be read: " + e.getMessage());
        }
    }
}
