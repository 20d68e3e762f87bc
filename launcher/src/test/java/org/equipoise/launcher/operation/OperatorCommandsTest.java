package org.equipoise.launcher.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.HashChain;
import org.equipoise.platform.audit.RootFile;
import org.equipoise.platform.crypto.PasswordHash;
import org.equipoise.platform.crypto.SigningKeyset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OperatorCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Nested
    class VerifyingAnExport {

        private final List<String> lines = new ArrayList<>();

        @BeforeEach
        void threeEntriesUnderASignedRoot() throws IOException {
            String previous = HashChain.genesis("S/a");
            for (int seq = 1; seq <= 3; seq++) {
                String entry = CanonicalJson.of(Map.of("study", "S", "stream", "S/a", "seq", seq, "action", "n"));
                String hash = HashChain.next(previous, entry);
                lines.add("{\"stream\":\"S/a\",\"seq\":" + seq + ",\"entry\":" + entry + ",\"previousHash\":\""
                        + previous + "\",\"hash\":\"" + hash + "\"}");
                previous = hash;
            }
            SigningKeyset keys = SigningKeyset.parse(SigningKeyset.generate());
            TreeMap<String, ChainHead> heads = new TreeMap<>(Map.of("S/a", new ChainHead("S/a", 3, previous)));
            AuditRoot unsigned = new AuditRoot(
                    "S",
                    1,
                    Instant.EPOCH,
                    1,
                    List.copyOf(heads.values()),
                    "c",
                    AuditRoot.merkleRoot(heads, "c"),
                    AuditRoot.genesis("S"),
                    "",
                    "",
                    "");
            AuditRoot root = unsigned.signed(keys.sign(AuditRoot.signedBytes(unsigned.expectedHash())));
            new RootFile(folder.resolve("S.jsonl")).append(List.of(root));
            Files.writeString(folder.resolve("keys.json"), CanonicalJson.of(keys.publicKeys()));
        }

        @Test
        void thatIsUntouchedSaysSo() throws IOException {
            assertThat(verify()).isZero();
            assertThat(out.toString()).contains("S: 3 entries in 1 streams, 1 signed roots", "Nothing was touched");
        }

        @Test
        void thatWasCutSaysWhere() throws IOException {
            lines.remove(2);
            assertThat(verify()).isEqualTo(1);
            assertThat(out.toString()).contains("REMOVED S/a #3", "1 finding(s)");
        }

        @Test
        void thatWasChangedSaysWhere() throws IOException {
            lines.set(1, lines.get(1).replace("\"action\":\"n\"", "\"action\":\"m\""));
            assertThat(verify()).isEqualTo(1);
            assertThat(out.toString()).contains("CHANGED S/a #2");
        }

        private int verify() throws IOException {
            Path export = Files.write(folder.resolve("audit.jsonl"), lines);
            return execute(
                    new VerifyAudit(),
                    "--study=S",
                    "--export=" + export,
                    "--roots=" + folder.resolve("S.jsonl"),
                    "--keys=" + folder.resolve("keys.json"));
        }
    }

    @Test
    void anExternalAccountIsPrintedOnceAndKeptAsAHash() throws IOException {
        Path file = folder.resolve("accounts.txt");
        assertThat(execute(new ExternalAccountCommand(), "--study=S", "--name=oc", "--kit", "--file=" + file))
                .isZero();
        String password = out.toString().replaceAll("(?s).*Password: +(\\S+).*", "$1");
        String[] fields = Files.readString(file).strip().split(" ", -1);
        assertThat(fields).startsWith("oc", "S", "kit").hasSize(4);
        assertThat(PasswordHash.parse(fields[3]).orElseThrow().matches(password))
                .isTrue();
        assertThat(Files.readString(file)).doesNotContain(password);
        assertThat(execute(new ExternalAccountCommand(), "--study=T", "--name=oc", "--file=" + file))
                .as("a name that is taken")
                .isEqualTo(1);
    }

    private int execute(Object command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(new StringWriter(), true));
        return line.execute(arguments);
    }
}
