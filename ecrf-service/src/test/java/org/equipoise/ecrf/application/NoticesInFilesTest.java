package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.rater;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.ecrf.export.OdmFormat;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A deviation that raters may see, one of the dose day that they may not, and an alert: in exports, archives and snapshots. */
class NoticesInFilesTest {
    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(NoticesInFilesTest::raising));
    private final ResolveNotice resolve = new ResolveNotice(site.studies, site.notices, site.open, site.clock);

    private static void raising(ObjectNode study) {
        ((ObjectNode) study.path("schedule")).putArray("outOfWindow").add("deviation");
        study.path("forms").forEach(form -> {
            if (form.path("form").asText().equals("MADRS")) {
                ((ObjectNode) form.path("editChecks").get(2)).putArray("raises").add("alert");
            }
            if (form.path("form").asText().equals("INFUSION")) {
                ((ObjectNode) form.path("editChecks").get(1)).putArray("raises").add("deviation");
            }
        });
    }

    @BeforeEach
    void raise() {
        Instant late = INFUSION_START.plus(Duration.ofHours(30));
        save(
                "INFUSION",
                "INFUSION",
                INFUSION_START,
                Map.of(
                        "INF_START", INFUSION_START.toString(),
                        "INF_STOP", INFUSION_START.plus(Duration.ofMinutes(50)).toString()));
        save("H24", "MADRS", late, madrs(6));
    }

    private void save(String event, String form, Instant at, Map<String, Object> values) {
        site.saveForm.save(
                everybody(),
                first(
                        event,
                        form,
                        new EntryData(
                                values,
                                Map.of(),
                                at,
                                Optional.of("The train was late"),
                                Optional.empty(),
                                Map.of("R4_DURATION", "The pump was slow", "ALL_SIX", "Read again"))));
    }

    private Notice window() {
        return site.notices.ofSubject(STUDY, SUBJECT).stream()
                .filter(notice -> notice.source().check().equals("window"))
                .findFirst()
                .orElseThrow();
    }

    private void completeLater(Actor person, String words) {
        site.clock.set(site.clock.instant().plusSeconds(60));
        resolve.complete(person, STUDY, window().id(), words, true, "k");
    }

    private String table(Actor reader, NoticeDataset dataset, Optional<Instant> asOf, Optional<String> form)
            throws IOException {
        return written(reader, new ExportData.Order(STUDY, asOf, false, form, Optional.of(dataset)), new CsvFormat());
    }

    private String written(Actor reader, ExportData.Order order, ExportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        site.export.prepare(reader, order, format).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Nested
    class AnExport {
        @Test
        void hasATableOfDeviationsAndOneOfAlerts() throws IOException {
            assertThat(table(investigator(), NoticeDataset.DV, Optional.empty(), Optional.empty()))
                    .contains(",window,", ",R4_DURATION,")
                    .doesNotContain("ALL_SIX");
            assertThat(table(investigator(), NoticeDataset.ALERT, Optional.empty(), Optional.empty()))
                    .contains(",ALL_SIX,")
                    .doesNotContain("window");
        }

        /** The score was saved before the infusion was entered: the deviation is about the one and raised by the other. */
        @Test
        void namesTheFormWhoseSaveRaisedItForWhoMaySeeThat() throws IOException {
            TrialSite other = new TrialSite(ExampleStudy.jsonWith(NoticesInFilesTest::raising));
            other.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(30)), madrs(2));
            other.infuse();

            assertThat(raisedIn(other, investigator()))
                    .contains(",window,OUTSIDE WINDOW,H24,", ",MADRS,1,INFUSION,INFUSION,1,1,");
            assertThat(raisedIn(other, rater()))
                    .contains(",window,OUTSIDE WINDOW,H24,", ",MADRS,1,,,,,")
                    .doesNotContain("INFUSION");
        }

        @Test
        void inListsAndSnapshotsNeitherIsTheNumberOfTheSaveTold() {
            TrialSite other = new TrialSite(ExampleStudy.jsonWith(NoticesInFilesTest::raising));
            other.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(30)), madrs(2));
            other.infuse();

            assertThat(saves(other, investigator())).containsExactly(1, 1);
            assertThat(saves(other, rater())).containsExactly(0, 0);
            String raised = other.notices.byOrigin.values().iterator().next().id();
            assertThat(new ResolveNotice(other.studies, other.notices, other.open, other.clock)
                            .complete(rater(), STUDY, raised, "Far away", false, "k")
                            .source()
                            .revision())
                    .isZero();
        }

        /** The number of the save that raised the only notice, as a list and a snapshot tell it. */
        private static List<Integer> saves(TrialSite place, Actor reader) {
            ListNotices.Selection all =
                    new ListNotices.Selection(Raise.DEVIATION, Optional.empty(), Optional.empty(), Optional.empty());
            Page page = new Page(Optional.empty(), 10);
            MemorySnapshots snapshots = new MemorySnapshots();
            Snapshot snapshot = new TakeSnapshot(
                            place.studies,
                            place.subjectStore,
                            place.revisions,
                            snapshots,
                            place.subjectNotices,
                            place.clock,
                            new Random(1))
                    .take(new TakeSnapshot.Order(
                            STUDY, Purpose.PERSON, "Cut", everybody().author(), "k"));
            return Stream.of(
                            new ListNotices(place.studies, place.notices)
                                    .list(reader, STUDY, all, page)
                                    .items(),
                            new ReadSnapshot(place.studies, place.revisions, snapshots, place.subjectNotices)
                                    .records(snapshot, reader, page)
                                    .items()
                                    .items()
                                    .get(0)
                                    .notices())
                    .flatMap(List::stream)
                    .map(notice -> notice.source().revision())
                    .toList();
        }

        private String raisedIn(TrialSite place, Actor reader) throws IOException {
            ExportData.Order order = new ExportData.Order(
                    STUDY, Optional.empty(), false, Optional.empty(), Optional.of(NoticeDataset.DV));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            place.export.prepare(reader, order, new CsvFormat()).writeTo(out);
            return out.toString(StandardCharsets.UTF_8);
        }

        @Test
        void leavesOutWhatWasDrawnFromHiddenData() throws IOException {
            assertThat(table(rater(), NoticeDataset.DV, Optional.empty(), Optional.empty()))
                    .contains(",window,")
                    .doesNotContain("R4_DURATION", "INFUSION");
        }

        @Test
        void keepsTheWordsOfOthersFromWhoMayNotKnowTheDose() throws IOException {
            completeLater(everybody(), "She was far away");

            String seen = table(rater(), NoticeDataset.DV, Optional.empty(), Optional.empty());

            assertThat(seen).contains(",resolved,", ",eve,", ",true").doesNotContain("far away");
            assertThat(table(everybody(), NoticeDataset.DV, Optional.empty(), Optional.empty()))
                    .contains("She was far away");
        }

        @Test
        void saysHowThingsStoodAtItsCut() throws IOException {
            Instant cut = site.clock.instant();
            String before = table(everybody(), NoticeDataset.DV, Optional.of(cut), Optional.empty());
            completeLater(everybody(), "Transport");

            assertThat(before).contains(",open,");
            assertThat(table(everybody(), NoticeDataset.DV, Optional.of(cut), Optional.empty()))
                    .isEqualTo(before);
            assertThat(table(everybody(), NoticeDataset.DV, Optional.of(cut.minusSeconds(1)), Optional.empty()))
                    .doesNotContain("window");
        }

        @Test
        void canBeOfOneForm() throws IOException {
            assertThat(table(investigator(), NoticeDataset.DV, Optional.empty(), Optional.of("MADRS")))
                    .contains(",window,")
                    .doesNotContain("R4_DURATION");
        }

        @Test
        void inOdmAnnotatesTheFormsThatTheReaderMaySee() throws IOException {
            ExportData.Order all = ExportData.Order.answers(STUDY, Optional.empty(), false);

            assertThat(written(investigator(), all, new OdmFormat()))
                    .contains(" window, raised at ", " R4_DURATION, raised at ", " ALL_SIX, raised at ");
            assertThat(written(rater(), all, new OdmFormat()))
                    .contains(" window, raised at ")
                    .doesNotContain(" R4_DURATION, raised at ");
        }

        @Test
        void hasNoSuchTableInOdm() {
            ExportData.Order order = new ExportData.Order(
                    STUDY, Optional.empty(), false, Optional.empty(), Optional.of(NoticeDataset.DV));

            assertThat(catchThrowableOfType(
                                    Refusal.class, () -> site.export.prepare(investigator(), order, new OdmFormat()))
                            .type())
                    .isEqualTo(ProblemType.INVALID_VALUE);
        }
    }

    @Nested
    class APrintedCasebook {
        private List<String> checks(Actor reader) {
            return new ReadPrintedCasebook(site.studies, site.revisions, site.marks, site.queries, site.subjectNotices)
                            .read(reader, site.subjectStore.find(STUDY, SUBJECT).orElseThrow(), site.clock.instant())
                            .forms()
                            .stream()
                            .flatMap(form -> form.notices().stream())
                            .map(notice -> notice.source().check())
                            .toList();
        }

        @Test
        void hasThemBesideTheFormsThatTheyAreAbout() {
            assertThat(checks(investigator())).containsExactlyInAnyOrder("R4_DURATION", "window", "ALL_SIX");
            assertThat(checks(rater())).containsExactlyInAnyOrder("window", "ALL_SIX");
        }
    }

    @Nested
    class ASnapshot {
        private final MemorySnapshots store = new MemorySnapshots();
        private final TakeSnapshot take = new TakeSnapshot(
                site.studies,
                site.subjectStore,
                site.revisions,
                store,
                site.subjectNotices,
                site.clock,
                new Random(20260302));
        private final ReadSnapshot read = new ReadSnapshot(site.studies, site.revisions, store, site.subjectNotices);

        private Snapshot take() {
            return take.take(new TakeSnapshot.Order(
                    STUDY, Purpose.PERSON, "Cut", everybody().author(), "k"));
        }

        private SubjectRecords all(Snapshot snapshot) {
            return read.records(snapshot, new Page(Optional.empty(), 10))
                    .items()
                    .items()
                    .get(0);
        }

        private List<Notice> seen(Snapshot snapshot, Actor reader) {
            return read.records(snapshot, reader, new Page(Optional.empty(), 10))
                    .items()
                    .items()
                    .get(0)
                    .notices();
        }

        private String hash(Snapshot snapshot) {
            return CanonicalJson.sha256Text("[" + all(snapshot).canonical() + "]");
        }

        @Test
        void namesWhatHadBeenRaisedAndItsHashCoversIt() {
            Snapshot snapshot = take();

            assertThat(all(snapshot).notices())
                    .extracting(notice -> notice.source().check())
                    .containsExactlyInAnyOrder("R4_DURATION", "window", "ALL_SIX");
            assertThat(all(snapshot).canonical()).contains("\"check\":\"window\"");
            assertThat(hash(snapshot)).isEqualTo(snapshot.contentHash());
        }

        @Test
        void staysAsItIsWhenADeviationIsCompletedLater() {
            Snapshot snapshot = take();
            completeLater(everybody(), "Transport");

            assertThat(all(snapshot).notices())
                    .allMatch(notice -> notice.resolution().isEmpty());
            assertThat(hash(snapshot)).isEqualTo(snapshot.contentHash());
        }

        @Test
        void hasTheCompletionThatItWasTakenAfter() {
            completeLater(everybody(), "Transport");
            Snapshot snapshot = take();

            assertThat(all(snapshot).canonical()).contains("\"resolution\":\"Transport\"", "\"important\":true");
            assertThat(hash(snapshot)).isEqualTo(snapshot.contentHash());
        }

        @Test
        void showsPeopleWhatTheyMaySee() {
            completeLater(everybody(), "She was far away");
            Snapshot snapshot = take();

            assertThat(seen(snapshot, rater()))
                    .extracting(notice -> notice.source().check())
                    .containsExactlyInAnyOrder("window", "ALL_SIX");
            assertThat(seen(snapshot, rater()).toString()).doesNotContain("far away");
            assertThat(seen(snapshot, everybody()).toString()).contains("far away");
        }

        @Test
        void refusesANoticeThatIsGone() {
            Snapshot snapshot = take();
            site.notices.byOrigin.values().removeIf(notice -> notice.kind() == Raise.ALERT);

            assertThat(catchThrowableOfType(Refusal.class, () -> all(snapshot)).getMessage())
                    .contains("is not what was raised");
        }

        @Test
        void refusesANoticeThatSaysSomethingElse() {
            Snapshot snapshot = take();
            touch(
                    window(),
                    new Notice.Source(
                            window().source().instance(),
                            window().source().revision(),
                            "window",
                            "All was well.",
                            window().source().origin()));

            assertThat(catchThrowableOfType(Refusal.class, () -> all(snapshot)).getMessage())
                    .contains("is not what was raised");
        }

        @Test
        void refusesAnotherCompletionThanItNamed() {
            completeLater(everybody(), "Transport");
            Snapshot snapshot = take();
            Notice completed = window();
            Notice.Resolution done = completed.resolution().orElseThrow();
            site.notices.byOrigin.put(
                    completed.source().origin(),
                    completed
                            .unresolved()
                            .resolved(new Notice.Resolution(
                                    done.at(), done.by(), "Weather", done.important(), done.requestKey()))
                            .orElseThrow());

            assertThat(catchThrowableOfType(Refusal.class, () -> all(snapshot)).getMessage())
                    .contains("is not what was raised");
        }

        private void touch(Notice notice, Notice.Source source) {
            site.notices.byOrigin.put(
                    source.origin(),
                    new Notice(
                            notice.study(),
                            notice.id(),
                            notice.kind(),
                            notice.subject(),
                            notice.site(),
                            source,
                            notice.categories(),
                            notice.raisedAt(),
                            notice.resolution()));
        }

        @Test
        void ofWhichNothingWasRaisedSaysWhatItAlwaysSaid() {
            site.notices.byOrigin.clear();
            Snapshot snapshot = take();

            assertThat(all(snapshot).canonical()).doesNotContain("notices").endsWith("\"subject\":\"01-001\"}");
            assertThat(hash(snapshot)).isEqualTo(snapshot.contentHash());
        }
    }

    @Test
    void noKindIsLeftOut() {
        assertThat(Arrays.stream(NoticeDataset.values())
                        .map(NoticeDataset::kind)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Raise.values());
    }
}
