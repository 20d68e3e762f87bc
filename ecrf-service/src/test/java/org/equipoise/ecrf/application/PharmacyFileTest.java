package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.archive.PdfCasebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.ecrf.export.DatasetJsonFormat;
import org.equipoise.ecrf.export.OdmFormat;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pharmacist writes is watched, leaves the system and is finished by unblinded people, apart from everything else. */
class PharmacyFileTest {
    private static final FormInstance PREPARATION = Examples.first("INFUSION", "PREPARATION");
    private static final Actor PHARMACIST =
            TrialSite.actor("paul", "01", Set.of(FormCategory.PHARMACY), Set.of(FormCategory.PHARMACY));
    private static final Actor MONITOR = TrialSite.actor("uwe", "*", Set.of(FormCategory.PHARMACY), Set.of());

    @TempDir
    Path folder;

    private final TrialSite site = new TrialSite();
    private final RootSigner signer = MemoryRoots.signer();
    private final CloseData close =
            new CloseData(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);
    private final AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock);
    private final LockChecklist checklist = new LockChecklist(
            site.studies, site.subjectStore, site.revisions, site.queries, site.notices, site.marks, site.clock);
    private final ReviewForm review =
            new ReviewForm(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);

    PharmacyFileTest() {
        site.infuse();
        site.saveForm.save(
                PHARMACIST,
                TrialSite.first(
                        "INFUSION",
                        "PREPARATION",
                        TrialSite.data(INFUSION_START.minusSeconds(1200), Map.of("VOLUME", 90))));
        site.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), madrs(2));
    }

    private DataQuery asked() {
        return new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                .raise(
                        MONITOR,
                        STUDY,
                        new RaiseQuery.Question(SUBJECT, PREPARATION, Optional.of("VOLUME"), "Why 90 mL?"),
                        "q1");
    }

    private String exported(Actor reader) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        site.export
                .prepare(reader, ExportData.Order.answers(STUDY, Optional.empty(), true), new CsvFormat())
                .writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private byte[] zipped(Actor reader) throws IOException {
        AuditTrail trail = new AuditTrail(
                site.studies,
                site.studyStore,
                new MemoryMappings(),
                site.subjectStore,
                site.revisions,
                site.marks,
                site.queries,
                site.notices,
                new MemorySnapshots());
        MemoryRoots roots = new MemoryRoots();
        new SignAuditRoot(trail, roots, signer, roots.publication(), new Random(5), site.clock, 100).sign(STUDY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArchiveSite(
                        site.studies,
                        site.subjectStore,
                        site.export,
                        new ReadPrintedCasebook(
                                site.studies, site.revisions, site.marks, site.queries, site.subjectNotices),
                        new PdfCasebook(),
                        trail,
                        new ArchivePaths(roots),
                        signer,
                        site.clock)
                .prepare(reader, STUDY, "01", List.of(new CsvFormat(), new OdmFormat()))
                .writeTo(out);
        return out.toByteArray();
    }

    private Map<String, String> archived(Actor reader) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped(reader)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void theUnblindedMonitorExportsThePreparationAndNothingElse() throws IOException {
        assertThat(exported(MONITOR)).contains("PREPARATION,1,1,VOLUME,90,mL").doesNotContain("MADRS", "INF_START");
        assertThat(exported(TrialSite.monitor())).contains("MADRS").doesNotContain("PREPARATION");
    }

    @Test
    void aTableOfAFormThatOneSeesNothingOfIsRefusedAsOfAFormThatIsNotThere() {
        for (String form : List.of("MADRS", "NONE")) {
            ExportData.Order order =
                    new ExportData.Order(STUDY, Optional.empty(), false, Optional.of(form), Optional.empty());
            Refusal refusal = catchThrowableOfType(
                    Refusal.class, () -> site.export.prepare(MONITOR, order, new DatasetJsonFormat()));

            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_VALUE);
            assertThat(refusal.getMessage()).isEqualTo("The study has no form " + form + " whose data you may see.");
        }
    }

    @Test
    void aQueryAboutThePreparationIsAnsweredByThePharmacistAndClosedByTheUnblindedMonitor() {
        String query = asked().id();
        advance.answer(PHARMACIST, STUDY, query, "The bag had 90 mL.", "a1");

        assertThat(advance.close(MONITOR, STUDY, query, "Seen.", "c1").status()).isEqualTo(QueryStatus.CLOSED);
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> advance.reopen(TrialSite.monitor(), STUDY, query, "What is it?", "r1"))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void theChecklistTellsTheUnblindedMonitorWhatIsUnfinishedInThePharmacy() {
        asked();

        assertThat(checklist.of(MONITOR, STUDY))
                .filteredOn(point -> point.id().equals("open-queries"))
                .extracting(LockChecklist.Point::count)
                .containsExactly(1L);
        assertThat(checklist.of(MONITOR, STUDY))
                .filteredOn(point -> point.id().equals("unreviewed-forms"))
                .flatExtracting(LockChecklist.Point::places)
                .containsExactly(SUBJECT + "/" + PREPARATION);
        assertThat(checklist.of(TrialSite.monitor(), STUDY))
                .noneMatch(point -> point.id().equals("open-queries"));
    }

    @Test
    void theUnblindedMonitorVerifiesAndReviewsThePreparation() {
        review.step(MONITOR, step(MarkAction.VERIFY, List.of("VOLUME"), "v"));

        assertThat(review.step(MONITOR, step(MarkAction.REVIEW, List.of(), "r"))
                        .standing()
                        .reviewed())
                .isTrue();
        assertThat(checklist.of(MONITOR, STUDY))
                .extracting(LockChecklist.Point::id)
                .doesNotContain("unreviewed-forms", "unverified-forms");
    }

    private static ReviewForm.Step step(MarkAction action, List<String> items, String key) {
        return new ReviewForm.Step(
                STUDY, SUBJECT, PREPARATION, action, 1, items, Optional.empty(), Optional.empty(), key);
    }

    @Test
    void theFileOfThePharmacyHoldsItsChainsAndSaysWhoseItIs() throws IOException {
        asked();
        Map<String, String> files = archived(PHARMACIST);

        assertThat(files.get("audit.jsonl")).contains("/INFUSION/PREPARATION/1", "/queries/");
        assertThat(files.get("history.csv")).contains("VOLUME").doesNotContain("MADRS");
        assertThat(files.get("queries.jsonl")).contains("Why 90 mL?");
        assertThat(files.get("manifest.json")).contains("\"categories\":[\"pharmacy\"]");
        files.forEach((path, text) -> {
            if (!path.endsWith(".xml")) {
                assertThat(text).as(path).doesNotContain("/H24/MADRS/1", "/INFUSION/INFUSION/1");
            }
        });
        assertThat(files).doesNotContainKeys("root.json", "paths.jsonl");
    }

    /** A subject is signed, closed and opened again with a reason, as its site is, and is moved with another. */
    private void blindedPeopleSayWhatHappened() {
        Actor investigator = blinded("ivan");
        String seen = close.ofSubject(investigator, STUDY, SUBJECT).contentHash();
        close.subject(
                investigator,
                STUDY,
                SUBJECT,
                new CloseData.Step(MarkAction.SIGN, Optional.of("All is true"), "s", Optional.of(seen)));
        close.subject(blinded("dario"), STUDY, SUBJECT, because(MarkAction.FREEZE, "clean", "f"));
        close.subject(
                blinded("dario"), STUDY, SUBJECT, because(MarkAction.UNFREEZE, "correct vomiting after dose 2", "u"));
        close.site(blinded("dario"), STUDY, "01", because(MarkAction.FREEZE, "clean", "sf"));
        close.site(blinded("dario"), STUDY, "01", because(MarkAction.UNFREEZE, "two more dissociated", "su"));
        site.subjectStore.migrate(
                STUDY,
                SUBJECT,
                new Migration(
                        site.subjectStore.find(STUDY, SUBJECT).orElseThrow().definitionVersion(),
                        "1",
                        "sedated until the evening",
                        blinded("dario").author(),
                        site.clock.instant()));
    }

    private static Actor blinded(String name) {
        return TrialSite.actor(
                name,
                "*",
                EnumSet.complementOf(EnumSet.of(FormCategory.PHARMACY)),
                Set.of(FormCategory.GENERAL, FormCategory.DOSE_DAY));
    }

    private static CloseData.Step because(MarkAction action, String reason, String key) {
        return new CloseData.Step(action, Optional.of(reason), key);
    }

    @Test
    void theFileOfThePharmacyHoldsNoWordAndNoSignatureOfBlindedPeople() throws IOException {
        blindedPeopleSayWhatHappened();

        for (Actor unblinded : List.of(PHARMACIST, MONITOR)) {
            Map<String, String> files = archived(unblinded);

            assertThat(files.get("subjects.jsonl")).contains("\"subject\":\"01-001\"");
            for (String path : List.of("audit.jsonl", "heads.json", "marks.jsonl", "subjects.jsonl")) {
                assertThat(files.get(path))
                        .as(path)
                        .doesNotContain(
                                "vomiting",
                                "dissociated",
                                "sedated",
                                "All is true",
                                "clean",
                                "efficacy",
                                "dario",
                                "ivan",
                                "/marks/subject/",
                                "/marks/site/");
            }
        }
    }

    @Test
    void whyASiteWasOpenedIsToldToWhoMayKnowWhatTheDoseDid() {
        blindedPeopleSayWhatHappened();

        assertThat(close.ofSite(PHARMACIST, STUDY, "01").history())
                .extracting(Mark::action, mark -> mark.statement().text())
                .containsExactly(
                        tuple(MarkAction.FREEZE, Optional.empty()), tuple(MarkAction.UNFREEZE, Optional.empty()));
        assertThat(close.ofSite(blinded("mona"), STUDY, "01").history())
                .extracting(mark -> mark.statement().text())
                .containsExactly(Optional.of("clean"), Optional.of("two more dissociated"));
    }

    @Test
    void theInvestigatorsArchiveHoldsThemAll() throws IOException {
        blindedPeopleSayWhatHappened();

        assertThat(archived(blinded("ivan")).get("audit.jsonl"))
                .contains("vomiting", "dissociated", "sedated", "All is true", "/marks/subject/", "/marks/site/");
    }

    @Test
    void theFileOfThePharmacyStillVerifies() throws IOException {
        blindedPeopleSayWhatHappened();
        Path file = Files.write(folder.resolve("pharmacy.zip"), zipped(PHARMACIST));

        try (ZipFile zip = new ZipFile(file.toFile())) {
            ArchiveVerifier.Report report = ArchiveVerifier.verify(zip, ArchiveVerifier.Kept.keys(signer.publicKeys()));

            assertThat(report.findings()).isEmpty();
            assertThat(report.untied()).isPresent();
            assertThat(report.chains().streams()).isPositive();
        }
    }

    @Test
    void theInvestigatorsArchiveIsApartFromIt() throws IOException {
        Map<String, String> files = archived(TrialSite.investigator());

        assertThat(files.get("audit.jsonl")).doesNotContain("PREPARATION");
        assertThat(files.get("manifest.json")).doesNotContain("pharmacy");
    }
}
