package org.equipoise.launcher.verification;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.ArchiveVerifier.Report;
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
            "audit root covers them, and the signature.",
            "Names what is wrong. Exit status 1 if anything is, or if no known key signed it."
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ZipFile archive = new ZipFile(file.toFile())) {
            Report report = ArchiveVerifier.verify(archive, trusted());
            out.println(file.getFileName() + ": " + report.files() + " files, " + report.entries()
                    + " entries of hash chains, " + (report.signed() ? "signed" : "not signed by a known key"));
            if (report.root() > 0) {
                out.println("Signed root " + report.root() + " of the study's audit covers " + report.tied() + " of "
                        + report.chains() + " chains"
                        + (report.tied() < report.chains() ? "; the others began after it." : "."));
            }
            report.findings().forEach(out::println);
            boolean sound = report.findings().isEmpty() && report.signed();
            out.println(
                    report.findings().isEmpty()
                            ? "Nothing was touched."
                            : report.findings().size() + " finding(s): the archive was touched.");
            return sound ? 0 : 1;
        } catch (IOException e) {
            throw new LaunchFailure("The archive could not be read: " + e.getMessage(), e);
        }
    }

    private Optional<RootKeys> trusted() throws IOException {
        return keys == null
                ? Optional.empty()
                : Optional.of(JsonMapper.builder().build().readValue(keys.toFile(), RootKeys.class));
    }
}
