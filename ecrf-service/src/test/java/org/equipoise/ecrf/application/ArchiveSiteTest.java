package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.archive.PdfCasebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.ecrf.export.OdmFormat;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSiteTest {
    private static final Instant DAY_AFTER = INFUSION_START.plus(Duration.ofHours(24));
    private static final FormInstance H24 = new FormInstance("H24", "MADRS", 1);

    @TempDir
    Path folder;

    private final TrialSite site = new TrialSite();
    private final MemoryRoots roots = new MemoryRoots();
    private final RootSigner signer = MemoryRoots.signer();
    private final AuditTrail trail = new AuditTrail(
            site.studies,
            site.studyStore,
            new MemoryMappings(),
            site.subjectStore,
            site.revisions,
            site.marks,
            site.queries,
            site.notices,
            new MemorySnapshots());
    private final ArchiveSite archive = new ArchiveSite(
            site.studies,
            site.subjectStore,
            site.export,
            new ReadPrintedCasebook(site.studies, site.revisions, site.marks, site.queries, site.subjectNotices),
            new PdfCasebook(),
            trail,
            new ArchivePaths(roots),
            signer,
            site.clock);
    private final SignAuditRoot sign =
            new SignAuditRoot(trail, roots, signer, roots.publication(), new Random(5), site.clock, 100);

    @BeforeEach
    void aSubjectHereAndOneElsewhere() {
        site.infuse();
        site.enter("INFUSION", "PREPARATION", INFUSION_START.minusSeconds(1200), Map.of("VOLUME", 50));
        site.enter("H24", "MADRS", DAY_AFTER, madrs(2));
        site.saveForm.save(everybody(), change("H24", "MADRS", 1, data(DAY_AFTER, madrs(3))));
        new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                .raise(everybody(), STUDY, new RaiseQuery.Question(SUBJECT, H24, Optional.of("M1"), "Sure?"), "q1");
        site.marking.mark(
                everybody(),
                new MarkData.Marking(
                        STUDY,
                        Target.form("01", SUBJECT, H24),
                        MarkAction.SIGN,
                        new Mark.Statement(2, "h", List.of(), Optional.of("Complete and correct")),
                        "m1"));
        site.subjectStore.put(Examples.subject("02-001"));
        site.saveForm.save(
                TrialSite.actor(
                        "otto",
                        "02",
                        everybody().reads().keySet(),
                        everybody().enters().keySet()),
                new SaveCommand(STUDY, "02-001", H24, 0, Optional.empty(), data(DAY_AFTER, madrs(4))));
    }

    private Path written(Actor reader) throws IOException {
        Path file = folder.resolve("archive.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            archive.prepare(reader, STUDY, "01", List.of(new CsvFormat(), new OdmFormat()))
                    .writeTo(out);
        }
        return file;
    }

    /** As whoever kept the public keys verifies it. */
    private ArchiveVerifier.Report verify(Path file) throws IOException {
        return verify(file, ArchiveVerifier.Kept.keys(signer.publicKeys()));
    }

    private static ArchiveVerifier.Report verify(Path file, ArchiveVerifier.Kept kept) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return ArchiveVerifier.verify(zip, kept);
        }
    }

    private static Path without(Path file, String... paths) throws IOException {
        Map<String, byte[]> files = files(file);
        for (String path : paths) {
            assertThat(files.remove(path)).as(path).isNotNull();
        }
        return zipped(file, files);
    }

    /** As somebody makes it fit who has no key of the study: the files are listed and signed anew, by a key of their own. */
    private static Path forged(Path file, RootSigner own, String... removed) throws IOException {
        Map<String, byte[]> files = files(without(file, removed));
        files.remove(ArchiveVerifier.MANIFEST);
        files.remove(ArchiveVerifier.SIGNATURE);
        files.put(ArchiveVerifier.KEYS, bytes(CanonicalJson.of(own.publicKeys())));
        List<Map<String, String>> listed = files.entrySet().stream()
                .map(each -> Map.of("path", each.getKey(), "sha256", sha256(each.getValue())))
                .toList();
        String manifest = CanonicalJson.of(Map.of("study", STUDY, "untied", "none was signed", "files", listed));
        files.put(ArchiveVerifier.MANIFEST, bytes(manifest));
        files.put(
                ArchiveVerifier.SIGNATURE,
                bytes(CanonicalJson.of(own.sign(ArchiveVerifier.signedBytes(CanonicalJson.sha256Text(manifest))))));
        return zipped(file, files);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> files(Path file) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static Path rewritten(Path file, String path, String old, String other) throws IOException {
        Map<String, byte[]> files = files(file);
        String text = new String(files.get(path), StandardCharsets.UTF_8);
        assertThat(text).contains(old);
        files.put(path, text.replaceFirst(old, other).getBytes(StandardCharsets.UTF_8));
        return zipped(file, files);
    }

    private static Path zipped(Path file, Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return Files.write(file, bytes.toByteArray());
    }

    @Nested
    class ItHolds {
        @Test
        void dataHistoryMarksQueriesAndAPrintedCasebookOfEachSubject() throws IOException {
            assertThat(files(written(TrialSite.investigator())))
                    .containsOnlyKeys(
                            "ALERT.csv",
                            "DV.csv",
                            "README.txt",
                            "audit.jsonl",
                            "casebooks/01-001.pdf",
                            "data.csv",
                            "data.xml",
                            "heads.json",
                            "history.csv",
                            "history.xml",
                            "keys.json",
                            "manifest.json",
                            "manifest.sig.json",
                            "marks.jsonl",
                            "notices.jsonl",
                            "queries.jsonl",
                            "subjects.jsonl");
        }

        @Test
        void nothingOfAnotherSiteAndNothingThatTheInvestigatorMayNotSee() throws IOException {
            files(written(TrialSite.investigator())).forEach((path, bytes) -> {
                if (!path.endsWith(".pdf")) {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(text).as(path).doesNotContain("02-001", "otto");
                    if (!path.endsWith(".xml")) {
                        assertThat(text).as(path).doesNotContain("PREPARATION");
                    }
                }
            });
        }

        @Test
        void theSameBytesForTheSameCasebook() throws IOException {
            byte[] first = files(written(TrialSite.investigator())).get("casebooks/01-001.pdf");
            byte[] again = files(written(TrialSite.investigator())).get("casebooks/01-001.pdf");

            assertThat(again).isEqualTo(first);
        }

        @Test
        void nothingForSomebodyOfAnotherSite() {
            Actor elsewhere = TrialSite.actor(
                    "ivan.02", "02", TrialSite.investigator().reads().keySet(), Set.of());

            assertThatThrownBy(() -> archive.prepare(elsewhere, STUDY, "01", List.of()))
                    .isInstanceOf(Refusal.class);
        }
    }

    @Nested
    class ItsVerificationNames {
        @Test
        void nothingIfNobodyTouchedIt() throws IOException {
            ArchiveVerifier.Report report = verify(written(TrialSite.investigator()));

            assertThat(report.findings()).isEmpty();
            assertThat(report.signed()).isTrue();
            assertThat(report.chains().entries()).isEqualTo(7);
        }

        @Test
        void aFileThatSaysSomethingElse() throws IOException {
            Path touched = rewritten(written(TrialSite.investigator()), "data.csv", ",3,", ",2,");

            assertThat(verify(touched).findings())
                    .containsExactly("data.csv: its content is not the one that was archived");
        }

        @Test
        void theEntryOfAChainThatSaysSomethingElse() throws IOException {
            Path touched =
                    rewritten(written(TrialSite.investigator()), "audit.jsonl", "typing error", "second thought");

            assertThat(verify(touched).findings())
                    .contains(
                            "audit.jsonl: its content is not the one that was archived",
                            "audit.jsonl: " + STUDY + "/" + SUBJECT
                                    + "/H24/MADRS/1 #2 is not the entry that was written there");
        }

        @Test
        void aManifestThatWasMadeToFit() throws IOException {
            Path touched = rewritten(
                    written(TrialSite.investigator()), "manifest.json", "\"madeFor\":\"ivan\"", "\"madeFor\":\"eve\"");

            assertThat(verify(touched).findings()).contains("manifest.json: no known key signed it");
            assertThat(verify(touched).signed()).isFalse();
        }
    }

    @Nested
    class UnderASignedRoot {
        /** Sees all that open chains tell of. */
        private Actor whole() {
            Set<FormCategory> all = EnumSet.complementOf(EnumSet.of(FormCategory.PHARMACY));
            return TrialSite.actor("ivan", "01", all, Set.of());
        }

        @Test
        void theRootCoversEachChainWithoutNamingThoseOfOthers() throws IOException {
            sign.sign(STUDY);
            Path file = written(whole());
            ArchiveVerifier.Report report = verify(file);

            assertThat(report.findings()).isEmpty();
            assertThat(report.chains().root()).isEqualTo(1);
            assertThat(report.chains().streams()).isEqualTo(6);
            assertThat(report.chains().tied()).isEqualTo(6);
            assertThat(new String(files(file).get("root.json"), StandardCharsets.UTF_8))
                    .contains("streams")
                    .doesNotContain("02-001");
            assertThat(new String(files(file).get("paths.jsonl"), StandardCharsets.UTF_8))
                    .doesNotContain("02-001");
        }

        @Test
        void aChainThatMovedSinceIsTiedByWhatTheRootSaw() throws IOException {
            sign.sign(STUDY);
            site.saveForm.save(everybody(), change("H24", "MADRS", 2, data(DAY_AFTER, madrs(5))));
            site.enter("H24", "VITALS", DAY_AFTER, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));

            ArchiveVerifier.Report report = verify(written(whole()));
            assertThat(report.findings()).isEmpty();
            assertThat(report.chains().streams()).isEqualTo(7);
            assertThat(report.chains().tied()).isEqualTo(6);
        }

        @Test
        void aChainThatWasWrittenAnewIsNotTheOneThatTheRootSaw() throws IOException {
            sign.sign(STUDY);
            Revision revision = site.revisions
                    .history(STUDY, SUBJECT, Examples.first("INFUSION", "INFUSION"))
                    .get(0)
                    .revision();
            Revision other = new Revision(
                    revision.study(),
                    revision.subject(),
                    revision.site(),
                    revision.instance(),
                    revision.number(),
                    revision.definitionVersion(),
                    revision.content(),
                    revision.reasonForChange(),
                    revision.warningReasons(),
                    revision.findings(),
                    revision.consequences(),
                    revision.savedBy(),
                    revision.savedAt().minusSeconds(3600),
                    revision.salt());
            site.revisions.revisions.replaceAll(stored -> stored.revision().equals(revision)
                    ? new StoredRevision(
                            other,
                            stored.previousHash(),
                            RevisionText.hash(stored.previousHash(), other),
                            Optional.empty())
                    : stored);

            assertThat(verify(written(whole())).findings())
                    .containsExactly("audit.jsonl: " + STUDY + "/" + SUBJECT
                            + "/INFUSION/INFUSION/1 #1 is not the entry that root 1 saw");
        }

        @Test
        void aPartThatIsMissingIsNamed() throws IOException {
            sign.sign(STUDY);
            for (String part : List.of("root.json", "paths.jsonl", "audit.jsonl", "heads.json", "manifest.sig.json")) {
                assertThat(verify(without(written(whole()), part)).findings())
                        .as(part)
                        .anyMatch(finding -> finding.startsWith(part + ": it is missing"));
            }
        }

        @Test
        void anArchiveThatSomebodyMadeUpIsSignedByNobodyButItself() throws IOException {
            sign.sign(STUDY);
            Path made = forged(
                    rewritten(written(whole()), "data.csv", ",3,", ",2,"),
                    MemoryRoots.signer(),
                    "root.json",
                    "paths.jsonl");
            ArchiveVerifier.Report alone = verify(made, ArchiveVerifier.Kept.nothing());

            assertThat(alone.trusted()).isFalse();
            assertThat(alone.signed()).isTrue();
            assertThat(alone.untied()).isEmpty();
            assertThat(alone.findings()).anyMatch(finding -> finding.startsWith("root.json: it is missing"));
            assertThat(verify(made).findings()).contains("manifest.json: no known key signed it");
        }

        @Test
        void whyThereIsNoRootIsBelievedOfAKeyThatWasKeptElsewhereAlone() throws IOException {
            Path early = written(whole());

            assertThat(verify(early).findings()).isEmpty();
            assertThat(verify(early).untied()).contains("no root of the study's audit was signed yet");
            assertThat(verify(early, ArchiveVerifier.Kept.nothing()).findings())
                    .anyMatch(finding -> finding.startsWith("root.json: it is missing"));
        }

        @Test
        void aRootThatWasNotPublishedIsNamed() throws IOException {
            sign.sign(STUDY);
            Path file = written(whole());
            List<AuditRoot> published = roots.page(STUDY, 0, 10);
            Optional<RootKeys> keys = Optional.of(signer.publicKeys());
            sign.sign(STUDY);
            List<AuditRoot> others = roots.page(STUDY, 1, 10);

            assertThat(verify(file, new ArchiveVerifier.Kept(keys, published)).findings())
                    .isEmpty();
            assertThat(verify(file, new ArchiveVerifier.Kept(keys, others)).findings())
                    .containsExactly("root.json: root 1 is not among those that were published");
        }

        @Test
        void aRootThatWasMadeToFitIsNotSigned() throws IOException {
            sign.sign(STUDY);
            Path touched = rewritten(written(whole()), "root.json", "streams", "Streams");

            assertThat(verify(touched).findings()).contains("root.json: no known key signed it for " + STUDY);
            assertThat(verify(touched).chains().root()).isZero();
        }

        @Test
        void whoMayNotSeeAllOfItIsNotToldPlacesAmongIt() throws IOException {
            sign.sign(STUDY);

            assertThat(files(written(TrialSite.rater()))).doesNotContainKeys("root.json", "paths.jsonl");
        }
    }
}
