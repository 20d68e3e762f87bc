package org.equipoise.launcher.verification;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.verification.ArchivedAnswers.Comparison;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.ArchiveVerifier.Chains;
import org.equipoise.platform.audit.ArchiveVerifier.Kept;
import org.equipoise.platform.audit.ArchiveVerifier.Report;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.RootFile;
import org.equipoise.platform.audit.RootKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./equipoise verify-archive}. */
@Command(
        name = "verify-archive",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a site's archive offline: every file, every entry of its hash chains, that the study's signed",
            "audit root covers them, that the tables say what was hashed, and the signature.",
            "Names what is wrong or missing. Exit status 1 if anything is, or if no known key signed it."
        })
public final class VerifyArchive implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The archive")
    private Path file;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "The public keys (GET …/audit/keys) as they were kept elsewhere; without them, the archive's own")
    private Path keys;

    @Option(
            names = "--roots",
            paramLabel = "FILE",
            description = "The published roots, a line of JSON each; the archive's root must be one of them")
    private Path roots;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            Report report = ArchiveVerifier.verify(archive, kept());
            Comparison comparison = ArchivedAnswers.compare(archive);
            return print(report, comparison);
        } catch (IOException e) {
            throw new LaunchFailure("The archive could not be read: " + e.getMessage(), e);
        }
    }

    private int print(Report report, Comparison comparison) {
        PrintWriter out = spec.commandLine().getOut();
        Chains chains = report.chains();
        out.println(file.getFileName() + ": " + report.files() + " files, " + chains.entries()
                + " entries of hash chains, " + comparison.answers() + " answers compared with them");
        if (chains.root() > 0) {
            out.println("Signed root " + chains.root() + " of the study's audit covers " + chains.tied() + " of "
                    + chains.streams() + " chains"
                    + (chains.tied() < chains.streams() ? "; the others began after it." : "."));
        }
        report.untied().ifPresent(why -> out.println("No root covers the chains: " + why + "."));
        if (comparison.unchained() > 0) {
            out.println(comparison.unchained() + " answers are of forms whose chains are not in the archive, because"
                    + " some of their items are not for its reader; the signature alone vouches for them.");
        }
        out.println(signature(report));
        List<String> findings = Stream.concat(report.findings().stream(), comparison.findings().stream())
                .toList();
        findings.forEach(out::println);
        if (!findings.isEmpty()) {
            out.println(findings.size() + " finding(s): the archive is not whole, or not as it was handed out.");
        } else if (report.trusted()) {
            out.println("Nothing was touched.");
        } else {
            out.println("Nothing was touched since that key signed it.");
        }
        return findings.isEmpty() && report.signed() ? 0 : 1;
    }

    private String signature(Report report) {
        if (!report.signed()) {
            return "No known key signed it.";
        }
        String key = report.key().orElseThrow();
        return report.trusted()
                ? "Signed by the key " + key + " of " + keys.getFileName() + "."
                : "Signed by the key " + key + ", which the archive itself brings: whoever makes up an archive brings"
                        + " theirs. Compare that name with the keys of the study (GET …/audit/keys), or name keys"
                        + " that were kept elsewhere with --keys.";
    }

    private Kept kept() throws IOException {
        return new Kept(
                keys == null
                        ? Optional.empty()
                        : Optional.of(JsonMapper.builder().build().readValue(keys.toFile(), RootKeys.class)),
                roots == null ? List.of() : publishedRoots());
    }

    private List<AuditRoot> publishedRoots() throws IOException {
        List<AuditRoot> published = new RootFile(roots).read();
        if (published.isEmpty()) {
            throw new LaunchFailure("There is no published root in " + roots);
        }
        return published;
    }
}
