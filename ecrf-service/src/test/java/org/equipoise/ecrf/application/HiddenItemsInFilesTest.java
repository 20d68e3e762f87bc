package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.ecrf.export.DatasetJsonFormat;
import org.equipoise.ecrf.export.OdmFormat;
import org.junit.jupiter.api.Test;

/** Words stand at hidden items of a form; no file and no list that a coordinator gets has one of them. */
class HiddenItemsInFilesTest {
    private static final FormInstance VITALS = Examples.first("H24", "VITALS");
    private static final Instant NEXT_DAY = INFUSION_START.plus(Duration.ofHours(24));
    private static final List<String> WORDS =
            List.of("zq-remark", "zq-question", "HIGH says no", ",777,", "=\"777\"", "[value=777]");

    private final TrialSite site = new TrialSite(HiddenItemsStudy.json());
    private final MemorySnapshots snapshots = new MemorySnapshots();
    private final Page page = new Page(Optional.empty(), 50);

    HiddenItemsInFilesTest() {
        site.infuse();
        Map<String, Object> values = Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "LEVEL", 777, "REMARK", "zq-remark");
        site.saveForm.save(HiddenItemsTest.nurse(), first("H24", "VITALS", data(NEXT_DAY, values)));
        site.saveForm.save(
                HiddenItemsTest.coordinator(),
                change("H24", "VITALS", 1, data(NEXT_DAY, Map.of("SYSTOLIC", 121, "DIASTOLIC", 80))));
        new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                .raise(
                        everybody(),
                        STUDY,
                        new RaiseQuery.Question(SUBJECT, VITALS, Optional.of("REMARK"), "zq-question"),
                        "q1");
        StoredRevision present = site.revisions.history(STUDY, SUBJECT, VITALS).get(1);
        mark(MarkAction.SIGN, new Mark.Statement(2, present.hash(), List.of(), Optional.of("complete")));
        mark(MarkAction.VERIFY, new Mark.Statement(2, present.hash(), List.of("REMARK"), Optional.empty()));
    }

    private void mark(MarkAction action, Mark.Statement statement) {
        site.marking.mark(
                everybody(),
                new MarkData.Marking(STUDY, Target.form("01", SUBJECT, VITALS), action, statement, "k-" + action));
    }

    private Map<String, Function<Actor, String>> ways() {
        Map<String, Function<Actor, String>> ways = new LinkedHashMap<>();
        for (boolean history : new boolean[] {false, true}) {
            ways.put("csv " + history, reader -> export(reader, history, new CsvFormat(), Optional.empty()));
            ways.put("odm " + history, reader -> export(reader, history, new OdmFormat(), Optional.empty()));
        }
        ways.put("dataset-json", reader -> export(reader, false, new DatasetJsonFormat(), Optional.of("VITALS")));
        ways.put("snapshot", this::snapshot);
        ways.put("archive", this::archive);
        ways.put("casebook", reader -> text(printed(reader)));
        ways.put(
                "queries",
                reader -> new ListQueries(site.studies, site.queries, site.clock)
                        .list(
                                reader,
                                STUDY,
                                new ListQueries.Selection(
                                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false),
                                page)
                        .toString());
        ways.put(
                "alerts",
                reader -> new SubjectNotices(site.studies, site.notices)
                        .of(reader, Examples.subject(SUBJECT), site.clock.instant())
                        .toString());
        return ways;
    }

    private String export(Actor reader, boolean history, ExportFormat format, Optional<String> form) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            site.export
                    .prepare(
                            reader,
                            new ExportData.Order(STUDY, Optional.empty(), history, form, Optional.empty()),
                            format)
                    .writeTo(out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String snapshot(Actor reader) {
        Snapshot taken = new TakeSnapshot(
                        site.studies,
                        site.subjectStore,
                        site.revisions,
                        snapshots,
                        site.subjectNotices,
                        site.clock,
                        new Random(1))
                .take(new TakeSnapshot.Order(STUDY, Purpose.ANALYSIS, "Cut", new Author("id-of-stats", "stats"), "k1"));
        return new ReadSnapshot(site.studies, site.revisions, snapshots, site.subjectNotices)
                .records(taken, reader, page)
                .items()
                .items()
                .toString();
    }

    private ReadPrintedCasebook casebooks() {
        return new ReadPrintedCasebook(site.studies, site.revisions, site.marks, site.queries, site.subjectNotices);
    }

    private CasebookPages.Casebook printed(Actor reader) {
        return casebooks().read(reader, Examples.subject(SUBJECT), site.clock.instant());
    }

    /** All but the definition of the forms, which is no secret. */
    private static String text(CasebookPages.Casebook casebook) {
        return casebook.forms().stream()
                .map(form -> List.of(form.history(), form.marks(), form.queries(), form.notices())
                        .toString())
                .toList()
                .toString();
    }

    private String archive(Actor reader) {
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
        ArchiveSite archive = new ArchiveSite(
                site.studies,
                site.subjectStore,
                site.export,
                casebooks(),
                casebook -> text(casebook).getBytes(StandardCharsets.UTF_8),
                trail,
                new ArchivePaths(new MemoryRoots()),
                MemoryRoots.signer(),
                site.clock);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        try {
            archive.prepare(reader, STUDY, "01", List.of(new CsvFormat(), new OdmFormat()))
                    .writeTo(out);
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return text.toString();
    }

    @Test
    void noneOfThemIsShownToWhoDoesNotSeeTheItems() {
        ways().forEach((name, way) ->
                assertThat(way.apply(HiddenItemsTest.coordinator())).as(name).doesNotContain(WORDS));
    }

    @Test
    void theyAreThereForWhoDoes() {
        ways().forEach((name, way) ->
                assertThat(WORDS).as(name).anyMatch(way.apply(HiddenItemsTest.nurse())::contains));
    }

    @Test
    void theRestOfTheFormIsShown() {
        assertThat(ways().get("csv false").apply(HiddenItemsTest.coordinator())).contains("SYSTOLIC", "121");
        assertThat(ways().get("snapshot").apply(HiddenItemsTest.coordinator())).contains("value=121");
    }

    @Test
    void aFileSaysThatAFormIsSignedOnlyWhereItHoldsAllThatWasSigned() {
        assertThat(ways().get("odm false").apply(HiddenItemsTest.nurse())).contains("<SignatureRef");
        assertThat(ways().get("odm false").apply(HiddenItemsTest.coordinator())).doesNotContain("<SignatureRef");
    }

    @Test
    void aPrintedFormThatIsShownInPartHasNeitherHashNorMarksOnHiddenItems() {
        CasebookPages.PrintedForm part = form(printed(HiddenItemsTest.coordinator()));
        CasebookPages.PrintedForm whole = form(printed(HiddenItemsTest.nurse()));

        assertThat(part.hash()).isEmpty();
        assertThat(part.marks()).extracting(Mark::action).containsExactly(MarkAction.SIGN);
        assertThat(part.form().item("REMARK")).isEmpty();
        assertThat(whole.hash()).isPresent();
        assertThat(whole.marks()).hasSize(2);
    }

    private static CasebookPages.PrintedForm form(CasebookPages.Casebook casebook) {
        return casebook.forms().stream()
                .filter(form -> form.form().id().equals("VITALS"))
                .findFirst()
                .orElseThrow();
    }
}
