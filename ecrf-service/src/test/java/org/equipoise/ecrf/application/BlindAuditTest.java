package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.archive.PdfCasebook;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.ecrf.export.OdmFormat;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.AuditFinding;
import org.equipoise.platform.audit.RootSigner;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trials differ in a form that blinded people may not see; what they get of the audit is the same. */
class BlindAuditTest {
    private static final RootSigner SIGNER = MemoryRoots.signer();
    private static final Actor BLINDED = TrialSite.actor(
            "bea", "01", EnumSet.complementOf(EnumSet.of(FormCategory.PHARMACY)), EnumSet.noneOf(FormCategory.class));
    private static final FormInstance INFUSION = first("INFUSION", "INFUSION");

    @TempDir
    Path folder;

    private final Trial with = new Trial(true);
    private final Trial without = new Trial(false);

    /** A trial in which the pharmacist wrote down a preparation that a later infusion record casts doubt on, or did not. */
    private static final class Trial {
        final TrialSite site = new TrialSite(ExampleStudy.jsonWith(Trial::doubting));
        final MemoryRoots roots = new MemoryRoots();
        final AuditTrail trail = new AuditTrail(
                site.studies,
                site.studyStore,
                new MemoryMappings(),
                site.subjectStore,
                site.revisions,
                site.marks,
                site.queries,
                site.notices,
                new MemorySnapshots());

        Trial(boolean prepared) {
            if (prepared) {
                site.enter("INFUSION", "PREPARATION", INFUSION_START.minusSeconds(1200), Map.of("VOLUME", 50));
            }
            site.infuse();
            site.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), madrs(2));
            sign().sign(STUDY);
        }

        private static void doubting(ObjectNode study) {
            ((ObjectNode) study.path("schedule")).putArray("outOfWindow").add("deviation");
            study.path("forms").forEach(form -> {
                if (form.path("form").asText().equals("PREPARATION")) {
                    ObjectNode check =
                            ((ObjectNode) form).withArray("/editChecks").addObject();
                    check.put("id", "DOUBT")
                            .put("assert", "VOLUME < 10 && start == start")
                            .put("severity", "query")
                            .put("message", "So much for this infusion?");
                    check.putObject("inputs").put("start", "INFUSION/INFUSION/INF_START");
                    check.putArray("items").add("VOLUME");
                    check.putArray("raises").add("deviation");
                }
            });
        }

        SignAuditRoot sign() {
            return new SignAuditRoot(trail, roots, SIGNER, roots.publication(), new Random(5), site.clock, 100);
        }

        /** What the export of the audit shows, the values of hashes aside. */
        List<String> exported() {
            List<String> entries = new ArrayList<>();
            trail.entries(STUDY, (entry, hidden) -> {
                if (!hidden) {
                    entries.add(withoutHashes(entry.toString()));
                }
            });
            return entries;
        }

        byte[] archived(Actor reader) throws IOException {
            ArchiveSite archive = new ArchiveSite(
                    site.studies,
                    site.subjectStore,
                    site.export,
                    new ReadPrintedCasebook(
                            site.studies, site.revisions, site.marks, site.queries, site.subjectNotices),
                    new PdfCasebook(),
                    trail,
                    new ArchivePaths(roots),
                    SIGNER,
                    site.clock);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            archive.prepare(reader, STUDY, "01", List.of(new CsvFormat(), new OdmFormat()))
                    .writeTo(out);
            return out.toByteArray();
        }

        Map<String, String> files(Actor reader) throws IOException {
            Map<String, String> files = new TreeMap<>();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archived(reader)))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                    files.put(entry.getName(), isPrinted(entry) ? "" : withoutHashes(text));
                }
            }
            return files;
        }

        /** A printed page names the hash of its revision, packed. */
        private static boolean isPrinted(ZipEntry entry) {
            return entry.getName().endsWith(".pdf");
        }

        Revision infusion() {
            return site.revisions.history(STUDY, SUBJECT, INFUSION).get(0).revision();
        }

        /** Rewrites in the store what follows from the infusion record. */
        void touch() {
            Revision known = infusion();
            Finding found = known.consequences().get(0).finding();
            Finding other = new Finding(
                    found.check(), found.severity(), found.items(), "All is well.", found.value(), found.categories());
            Revision touched = new Revision(
                    known.study(),
                    known.subject(),
                    known.site(),
                    known.instance(),
                    known.number(),
                    known.definitionVersion(),
                    known.content(),
                    known.reasonForChange(),
                    known.warningReasons(),
                    known.findings(),
                    List.of(new Consequence(
                            known.consequences().get(0).instance(),
                            known.consequences().get(0).effect(),
                            other)),
                    known.savedBy(),
                    known.savedAt(),
                    known.salt());
            site.revisions.revisions.replaceAll(stored -> stored.revision().equals(known)
                    ? new StoredRevision(touched, stored.previousHash(), stored.hash(), Optional.empty())
                    : stored);
        }
    }

    private static String withoutHashes(String text) {
        return text.replaceAll("[0-9a-f]{64}", "<hash>").replaceAll("(?<=\"signature\":\")[^\"]*", "<signature>");
    }

    @Test
    void whatFollowsForAHiddenFormStandsInARevisionThatIsShown() {
        assertThat(with.infusion().consequences())
                .isNotEmpty()
                .allMatch(consequence -> consequence.finding().categories().contains(FormCategory.PHARMACY));
        assertThat(without.infusion().consequences()).isEmpty();
    }

    @Test
    void theExportIsTheSame() {
        assertThat(with.exported()).isEqualTo(without.exported()).hasSize(4);
    }

    @Test
    void aSiteArchiveIsTheSame() throws IOException {
        Map<String, String> files = with.files(BLINDED);

        assertThat(files).containsKeys("audit.jsonl", "root.json", "paths.jsonl", "casebooks/01-001.pdf");
        without.files(BLINDED)
                .forEach((path, text) -> assertThat(files.get(path)).as(path).isEqualTo(text));
    }

    @Nested
    class SomebodyWhoTouchesTheHiddenPart {
        @Test
        void isFoundByTheService() {
            VerifyAudit verify = new VerifyAudit(with.trail, with.roots, SIGNER, with.roots.publication());
            assertThat(verify.verify(STUDY).findings()).isEmpty();

            with.touch();

            assertThat(verify.verify(STUDY).findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(AuditFinding.Kind.CHANGED);
                assertThat(finding.place()).isEqualTo(STUDY + "/" + SUBJECT + "/" + INFUSION);
                assertThat(finding.seq()).isEqualTo(1);
            });
        }

        @Test
        void isFoundInAnArchiveThatIsMadeAfterwards() throws IOException {
            with.touch();

            Path file = Files.write(folder.resolve("archive.zip"), with.archived(BLINDED));
            try (ZipFile zip = new ZipFile(file.toFile())) {
                assertThat(ArchiveVerifier.verify(zip, ArchiveVerifier.Kept.nothing())
                                .findings())
                        .isNotEmpty()
                        .allMatch(finding -> finding.contains(SUBJECT + "/" + INFUSION + " #1 "));
            }
        }
    }
}
