package org.equipoise.launcher.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.equipoise.ecrf.application.RevisionText;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.HashChain;
import org.equipoise.platform.crypto.SigningKeyset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An archive with one form: weighed, then corrected. The tables must say what its chain says. */
class VerifyArchiveTest {

    private static final String STUDY = "KET-TRD-01";
    private static final Instant SAVED = Instant.parse("2026-03-05T10:00:00.250Z");
    private static final String COLUMNS = "study,site,subject,event,form,repeat,revision,item,value,unit,missing,"
            + "observedAt,savedAt,savedBy,reasonForChange,studyVersion,windowReason,warningReasons\r\n";
    private static final String FIRST = line(1, "WEIGHT", "72.5", "", "") + line(1, "NOTE", "'=A1", "", "");
    private static final String SECOND =
            line(2, "NOTE", "'=A1", "", "typing error") + line(2, "WEIGHT", "", "refused", "typing error");

    @TempDir
    Path folder;

    private final SigningKeyset key = SigningKeyset.parse(SigningKeyset.generate());

    private static String line(int revision, String item, String value, String missing, String reason) {
        return "KET-TRD-01,01,01-001,H24,VITALS,1," + revision + "," + item + "," + value + ",kg," + missing
                + ",2026-03-05T09:00:00Z,2026-03-05T10:00:00.250Z,nora," + reason + ",1,,\r\n";
    }

    private static String odm(String items) {
        return "<ODM><ClinicalData><SubjectData SubjectKey='01-001'><StudyEventData StudyEventOID='SE.H24'>"
                + "<FormData FormOID='F.VITALS'><AuditRecord><SourceID>revision 2</SourceID></AuditRecord>"
                + "<ItemGroupData ItemGroupOID='IG.VITALS.MAIN'>" + items
                + "</ItemGroupData></FormData></StudyEventData></SubjectData></ClinicalData></ODM>";
    }

    private static String item(String item, String value, int revision) {
        return "<ItemData ItemOID='I.VITALS." + item + "' Value='" + value + "'><AuditRecord><SourceID>revision "
                + revision + "</SourceID></AuditRecord></ItemData>";
    }

    private static String nothing(String item, int revision) {
        return "<ItemData ItemOID='I.VITALS." + item + "' IsNull='Yes'><AuditRecord><SourceID>revision " + revision
                + "</SourceID></AuditRecord></ItemData>";
    }

    private static Revision revision(
            int number,
            Map<String, ItemValue> values,
            Map<String, MissingReason> missing,
            Optional<String> reasonForChange) {
        return new Revision(
                STUDY,
                "01-001",
                "01",
                new FormInstance("H24", "VITALS", 1),
                number,
                "1",
                new FormContent(values, missing, Instant.parse("2026-03-05T09:00:00Z"), Optional.empty()),
                reasonForChange,
                Map.of(),
                List.of(),
                List.of(),
                new Author("id-of-nora", "nora"),
                SAVED,
                "salt");
    }

    /** The text of a revision as the eCRF service hashes it; that it is exactly this, the hash proves. */
    private static StoredEntry entry(Revision revision, String previous) {
        Map<String, Object> values = new LinkedHashMap<>();
        revision.content()
                .values()
                .forEach((item, value) ->
                        values.put(item, Map.of("type", value.type().code(), "value", value.plain())));
        Map<String, Object> missing = new LinkedHashMap<>();
        revision.content().missing().forEach((item, reason) -> missing.put(item, reason.code()));
        Map<String, Object> found =
                Map.of("warningReasons", Map.of(), "findings", List.of(), "consequences", List.of());
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", STUDY);
        text.put("subject", "01-001");
        text.put("site", "01");
        text.put("event", "H24");
        text.put("form", "VITALS");
        text.put("repeat", 1);
        text.put("revision", revision.number());
        text.put("definitionVersion", "1");
        text.put("values", values);
        text.put("missing", missing);
        text.put("occurredAt", revision.content().occurredAt());
        text.put("windowReason", "");
        text.put("reasonForChange", revision.reasonForChange().orElse(""));
        text.put("found", CanonicalJson.sha256Text("salt\n" + CanonicalJson.of(found)));
        text.put("savedBy", revision.savedBy());
        text.put("savedAt", SAVED);
        String hashed = CanonicalJson.of(text);
        String hash = HashChain.next(previous, hashed);
        assertThat(hash).isEqualTo(RevisionText.hash(previous, revision));
        return new StoredEntry(STUDY + "/01-001/H24/VITALS/1", revision.number(), hashed, previous, hash);
    }

    private static List<StoredEntry> chain() {
        ItemValue note = new ItemValue.TextValue("=A1");
        Revision first = revision(
                1,
                Map.of("WEIGHT", new ItemValue.DecimalValue(new BigDecimal("72.50")), "NOTE", note),
                Map.of(),
                Optional.empty());
        Revision second =
                revision(2, Map.of("NOTE", note), Map.of("WEIGHT", MissingReason.REFUSED), Optional.of("typing error"));
        StoredEntry one = entry(first, RevisionText.genesis(first));
        return List.of(one, entry(second, one.hash()));
    }

    private Map<String, String> files() {
        List<StoredEntry> chain = chain();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("history.csv", COLUMNS + FIRST + SECOND);
        files.put("data.csv", COLUMNS + SECOND);
        files.put("history.xml", odm(item("WEIGHT", "72.5", 1) + item("NOTE", "=A1", 1) + nothing("WEIGHT", 2)));
        files.put("data.xml", odm(item("NOTE", "=A1", 1) + nothing("WEIGHT", 2)));
        List.of("marks", "subjects", "queries", "notices").forEach(list -> files.put(list + ".jsonl", ""));
        files.put("audit.jsonl", CanonicalJson.of(chain.get(0)) + "\n" + CanonicalJson.of(chain.get(1)) + "\n");
        files.put(
                "heads.json",
                CanonicalJson.of(List.of(
                        new ChainHead(chain.get(1).stream(), 2, chain.get(1).hash()))));
        files.put("keys.json", CanonicalJson.of(key.publicKeys()));
        return files;
    }

    /** Listed and signed, whatever it says. */
    private Path signed(Map<String, String> files) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(files);
        List<Map<String, String>> listed = files.entrySet().stream()
                .map(file -> Map.of("path", file.getKey(), "sha256", CanonicalJson.sha256Text(file.getValue())))
                .toList();
        String manifest = CanonicalJson.of(Map.of("study", STUDY, "untied", "no root was signed yet", "files", listed));
        RootSignature signature = key.sign(ArchiveVerifier.signedBytes(CanonicalJson.sha256Text(manifest)));
        all.put(ArchiveVerifier.MANIFEST, manifest);
        all.put(ArchiveVerifier.SIGNATURE, CanonicalJson.of(signature));
        return zipped(all);
    }

    private Path zipped(Map<String, String> all) throws IOException {
        Path file = folder.resolve("site.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var each : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    private static List<String> differences(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return ArchivedAnswers.compare(zip).findings();
        }
    }

    private Path replaced(String path, String old, String other) throws IOException {
        Map<String, String> files = files();
        assertThat(files.get(path)).contains(old);
        files.put(path, files.get(path).replace(old, other));
        return signed(files);
    }

    private record Outcome(int status, String printed) {}

    private static Outcome run(String... arguments) {
        StringWriter printed = new StringWriter();
        int status = new CommandLine(new VerifyArchive())
                .setOut(new PrintWriter(printed, true))
                .execute(arguments);
        return new Outcome(status, printed.toString());
    }

    private String keptKeys() throws IOException {
        return Files.writeString(folder.resolve("keys.json"), CanonicalJson.of(key.publicKeys()))
                .toString();
    }

    @Test
    void what_the_chain_says_is_no_difference() throws IOException {
        assertThat(differences(signed(files()))).isEmpty();
    }

    @Test
    void a_table_that_says_something_else_is_named_although_it_was_signed_anew() throws IOException {
        assertThat(differences(replaced("data.csv", ",refused,", ",not-done,")))
                .containsExactly("data.csv: 01-001/H24/VITALS/1 #2 WEIGHT is not what the chain says");
        assertThat(differences(replaced("history.csv", "72.5", "75.2")))
                .containsExactly("history.csv: 01-001/H24/VITALS/1 #1 WEIGHT is not what the chain says");
    }

    @Test
    void an_odm_file_that_says_something_else_is_named() throws IOException {
        assertThat(differences(replaced("history.xml", "72.5", "75.2")))
                .containsExactly("history.xml: 01-001/H24/VITALS/1 #1 WEIGHT is not what the chain says");
        assertThat(differences(replaced("data.xml", item("NOTE", "=A1", 1), "")))
                .containsExactly("data.xml: 01-001/H24/VITALS/1 lacks NOTE");
    }

    @Test
    void an_answer_that_is_left_out_is_named() throws IOException {
        assertThat(differences(replaced("history.csv", FIRST, "")))
                .singleElement()
                .asString()
                .startsWith("history.csv: 01-001/H24/VITALS/1 #1 lacks ");
    }

    @Test
    void a_line_that_is_no_entry_is_named() throws IOException {
        assertThat(differences(replaced("marks.jsonl", "", "{}\n")))
                .containsExactly("marks.jsonl: a line is not an entry of the chains: {}");
    }

    @Test
    void by_keys_that_were_kept_elsewhere_it_says_that_nothing_was_touched() throws IOException {
        Outcome outcome = run(signed(files()).toString(), "--keys", keptKeys());

        assertThat(outcome.printed())
                .contains("6 answers compared", "No root covers the chains: no root was signed yet.")
                .contains("Signed by the key", "of keys.json.")
                .endsWith("Nothing was touched." + System.lineSeparator());
        assertThat(outcome.status()).isZero();
    }

    @Test
    void by_its_own_keys_alone_it_says_what_to_compare() throws IOException {
        Outcome outcome = run(signed(files()).toString());

        assertThat(outcome.printed())
                .contains("which the archive itself brings", "--keys", "root.json: it is missing")
                .doesNotContain("Nothing was touched.");
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void an_unsigned_archive_is_never_said_to_be_untouched() throws IOException {
        Outcome outcome = run(zipped(files()).toString());

        assertThat(outcome.printed()).contains("manifest.json: it is missing").doesNotContain("Nothing was touched");
        assertThat(outcome.status()).isEqualTo(1);
    }
}
