package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.rater;
import static org.equipoise.ecrf.application.TrialSite.settling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A version hides a form after queries, alerts and findings about it were stored. */
class TightenedCategoryTest {
    private static final FormInstance CADSS = first("PLUS40", "CADSS");

    private final TrialSite site = new TrialSite(definition("1", "general"));
    private final Page page = new Page(Optional.empty(), 50);
    private DataQuery asked;

    private static String definition(String version, String category) {
        return ExampleStudy.jsonWith(study -> {
            study.put("version", version);
            ObjectNode cadss = (ObjectNode) study.at("/forms/3");
            cadss.put("category", category);
            ObjectNode check = cadss.withArray("/editChecks").addObject();
            check.put("id", "HIGH")
                    .put("assert", "SCORE < 50")
                    .put("severity", "query")
                    .put("message", "High.");
            check.putArray("items").add("SCORE");
            check.putArray("raises").add("alert");
            study.path("forms")
                    .forEach(form -> form.path("editChecks").forEach(known -> {
                        if (known.path("id").asText().equals("CALM")) {
                            ((ObjectNode) known)
                                    .put("severity", "query")
                                    .putArray("raises")
                                    .add("deviation");
                        }
                    }));
        });
    }

    @BeforeEach
    void somethingIsKnownAboutTheForm() {
        site.infuse();
        site.enter("PLUS40", "CADSS", INFUSION_START.plus(Duration.ofMinutes(40)), Map.of("SCORE", 60));
        site.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), Map.of("M1", 6, "M2", 0, "M3", 0));
        asked = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                .raise(everybody(), STUDY, new RaiseQuery.Question(SUBJECT, CADSS, Optional.empty(), "Why?"), "q");
    }

    private void hide() {
        hideAs("dose-day");
    }

    private void hideAs(String category) {
        new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                .publish(STUDY, "2", definition("2", category), new Author("id-of-ada", "ada"));
    }

    private List<FormInstance> queries(Actor reader) {
        ListQueries.Selection all = new ListQueries.Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        return new ListQueries(site.studies, site.queries, site.clock)
                .list(reader, STUDY, all, page).items().stream()
                        .map(DataQuery::instance)
                        .toList();
    }

    private List<FormInstance> alerts(Actor reader) {
        return listed(reader, Raise.ALERT, page).items().stream()
                .map(notice -> notice.source().instance())
                .toList();
    }

    private PageOf<Notice> listed(Actor reader, Raise kind, Page part) {
        ListNotices.Selection all =
                new ListNotices.Selection(kind, Optional.empty(), Optional.empty(), Optional.empty());
        return new ListNotices(site.studies, site.notices).list(reader, STUDY, all, part);
    }

    private List<String> findings(Actor reader) {
        return new ReadForm(site.studies, site.subjects, site.revisions)
                .history(reader, STUDY, SUBJECT, first("H24", "MADRS")).stream()
                        .flatMap(view -> view.findings().stream())
                        .map(Finding::check)
                        .toList();
    }

    @Test
    void whoSawItNoLongerDoes() {
        assertThat(queries(rater())).contains(CADSS);
        assertThat(alerts(rater())).containsExactly(CADSS);
        assertThat(findings(rater())).contains("CALM");

        hide();

        assertThat(queries(rater())).doesNotContain(CADSS);
        assertThat(alerts(rater())).isEmpty();
        assertThat(findings(rater())).doesNotContain("CALM");
        assertThat(queries(everybody())).contains(CADSS);
        assertThat(alerts(everybody())).containsExactly(CADSS);
        assertThat(findings(everybody())).contains("CALM");
    }

    private long waiting(Actor reader) {
        ReadWorkList.SiteWork work = site.workList.site(settling(reader), STUDY, "01");
        return work.open().queries();
    }

    /** Those of the hidden form, and that of a visible form whose check reads it. */
    @Test
    void itsQueriesNoLongerCountAmongWhatWaits() {
        int seen = queries(rater()).size();
        assertThat(waiting(rater())).isEqualTo(seen).isPositive();

        hide();

        assertThat(waiting(rater())).isZero();
        int all = queries(everybody()).size();
        assertThat(waiting(everybody())).isEqualTo(all).isPositive();
    }

    private static void warning(ObjectNode study) {
        study.path("forms").forEach(form -> {
            if (form.path("form").asText().equals("CADSS")) {
                ((ObjectNode) form).put("category", "general");
            }
            form.path("editChecks").forEach(check -> {
                if (check.path("id").asText().equals("CALM")) {
                    ((ObjectNode) check).put("severity", "warning");
                }
            });
        });
    }

    private static Map<String, String> reasons(TrialSite place, Actor reader) {
        return new ReadForm(place.studies, place.subjects, place.revisions)
                .read(reader, STUDY, SUBJECT, first("H24", "MADRS"))
                .warningReasons();
    }

    @Test
    void theReasonForAWarningIsHiddenWithTheWarning() {
        TrialSite warned = new TrialSite(ExampleStudy.jsonWith(TightenedCategoryTest::warning));
        warned.infuse();
        warned.enter("PLUS40", "CADSS", INFUSION_START.plus(Duration.ofMinutes(40)), Map.of("SCORE", 60));
        Map<String, String> given = Map.of("CALM", "pump stopped", "ALL_SIX", "looked again");
        warned.saveForm.save(
                everybody(),
                TrialSite.first(
                        "H24",
                        "MADRS",
                        new EntryData(
                                TrialSite.madrs(6),
                                Map.of(),
                                INFUSION_START.plus(Duration.ofHours(24)),
                                Optional.empty(),
                                Optional.empty(),
                                given)));
        assertThat(reasons(warned, rater())).isEqualTo(given);

        new PublishStudy(warned.studyStore, new JsonDefinitionFormat(), warned.studies, warned.clock)
                .publish(
                        STUDY,
                        "2",
                        ExampleStudy.jsonWith(study -> study.put("version", "2")),
                        new Author("id-of-ada", "ada"));

        assertThat(reasons(warned, rater())).containsOnlyKeys("ALL_SIX");
        assertThat(reasons(warned, everybody())).isEqualTo(given);
    }

    @Test
    void norIsAnAlertAboutItAcknowledged() {
        ResolveNotice resolve = new ResolveNotice(site.studies, site.notices, site.open, site.clock);
        String alert = site.notices.byOrigin.values().iterator().next().id();
        hide();

        assertThat(catchThrowableOfType(Refusal.class, () -> resolve.acknowledge(rater(), STUDY, alert, "Seen.", "k"))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(resolve.acknowledge(everybody(), STUDY, alert, "Seen.", "k").resolution())
                .isPresent();
    }

    @Test
    void norIsAQueryAboutItAnswered() {
        AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock);
        hide();

        assertThat(catchThrowableOfType(
                                Refusal.class, () -> advance.answer(rater(), STUDY, asked.id(), "Because.", "k"))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(advance.answer(everybody(), STUDY, asked.id(), "Because.", "k")
                        .thread())
                .hasSize(2);
    }

    /** A query and a deviation of a form that the reader still sees, whose rule had read the form that is hidden now. */
    @Nested
    class WhatARuleHadRead {
        private final FormInstance madrs = first("H24", "MADRS");
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

        private List<FormInstance> deviations(Actor reader) {
            return listed(reader, Raise.DEVIATION, page).items().stream()
                    .map(notice -> notice.source().instance())
                    .toList();
        }

        private List<String> inFiles(Actor reader) {
            return site.subjectNotices.of(reader, Examples.subject(SUBJECT), site.clock.instant()).stream()
                    .map(notice -> notice.source().check())
                    .toList();
        }

        private List<String> chains(Actor reader) {
            return chains(reader, "/notices/");
        }

        private List<String> chains(Actor reader, String kind) {
            List<String> streams = new ArrayList<>();
            trail.ofSite(
                    STUDY,
                    "01",
                    site.clock.instant(),
                    categories -> reader.seesAll(categories, "01"),
                    (entry, hidden) -> streams.add(entry.stream()));
            return streams.stream()
                    .filter(stream -> stream.startsWith(STUDY + kind))
                    .toList();
        }

        private List<String> inASnapshot(Actor reader) {
            MemorySnapshots snapshots = new MemorySnapshots();
            Snapshot snapshot = new TakeSnapshot(
                            site.studies,
                            site.subjectStore,
                            site.revisions,
                            snapshots,
                            site.subjectNotices,
                            site.clock,
                            new Random(1))
                    .take(new TakeSnapshot.Order(STUDY, Purpose.PERSON, "Look", new Author("s", "s"), "k"));
            return new ReadSnapshot(site.studies, site.revisions, snapshots, site.subjectNotices)
                    .records(snapshot, reader, page).items().items().get(0).notices().stream()
                            .map(notice -> notice.source().check())
                            .toList();
        }

        @Test
        void isHiddenFromListsAndFiles() {
            assertThat(deviations(rater())).containsExactly(madrs);
            assertThat(inFiles(rater())).containsExactlyInAnyOrder("HIGH", "CALM");
            assertThat(chains(rater())).hasSize(2);

            hide();

            assertThat(deviations(rater())).isEmpty();
            assertThat(inFiles(rater())).isEmpty();
            assertThat(chains(rater())).isEmpty();
            assertThat(deviations(everybody())).containsExactly(madrs);
            assertThat(inFiles(everybody())).containsExactlyInAnyOrder("HIGH", "CALM");
            assertThat(chains(everybody())).hasSize(2);
        }

        private List<String> checklist(Actor reader) {
            return new LockChecklist(
                            site.studies,
                            site.subjectStore,
                            site.revisions,
                            site.queries,
                            site.notices,
                            site.marks,
                            site.clock)
                    .of(reader, STUDY).stream()
                            .filter(point -> point.id().equals("open-deviations"))
                            .map(point -> point.count() + " " + point.places())
                            .toList();
        }

        @Test
        void isNotCountedBeforeTheLock() {
            assertThat(checklist(rater())).containsExactly("1 [01-001]");

            hide();

            assertThat(checklist(rater())).isEmpty();
            assertThat(checklist(everybody())).containsExactly("1 [01-001]");
        }

        @Test
        void cannotBeCompleted() {
            ResolveNotice resolve = new ResolveNotice(site.studies, site.notices, site.open, site.clock);
            String deviation =
                    listed(everybody(), Raise.DEVIATION, page).items().get(0).id();
            hide();

            assertThat(catchThrowableOfType(
                                    Refusal.class,
                                    () -> resolve.complete(rater(), STUDY, deviation, "Cause.", true, "k"))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
        }

        @Test
        void isHiddenInSnapshots() {
            assertThat(inASnapshot(rater())).containsExactlyInAnyOrder("HIGH", "CALM");

            hide();

            assertThat(inASnapshot(rater())).isEmpty();
            assertThat(inASnapshot(everybody())).containsExactlyInAnyOrder("HIGH", "CALM");
        }

        @Test
        void leavesPagesWhole() {
            site.enter(
                    "BASELINE", "MADRS", INFUSION_START.minus(Duration.ofHours(20)), Map.of("M1", 6, "M2", 0, "M3", 0));
            Page one = new Page(Optional.empty(), 1);
            hide();

            assertThat(listed(rater(), Raise.DEVIATION, one).items()).isEmpty();
            assertThat(listed(rater(), Raise.DEVIATION, one).next()).isEmpty();
            assertThat(listed(everybody(), Raise.DEVIATION, one).items()).hasSize(1);
        }

        private List<String> asked(Actor reader, boolean newestFirst) {
            List<String> found = new ArrayList<>();
            Optional<String> after = Optional.empty();
            do {
                PageOf<DataQuery> part = askedAfter(reader, newestFirst, after);
                part.items().forEach(query -> found.add(query.question().text()));
                assertThat(part.items()).hasSize(1);
                after = part.next();
            } while (after.isPresent());
            return found;
        }

        private PageOf<DataQuery> askedAfter(Actor reader, boolean newestFirst, Optional<String> after) {
            ListQueries.Selection all = new ListQueries.Selection(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), newestFirst);
            return new ListQueries(site.studies, site.queries, site.clock).list(reader, STUDY, all, new Page(after, 1));
        }

        private void ask(String text, Duration later) {
            site.clock.set(site.clock.instant().plus(later));
            new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                    .raise(everybody(), STUDY, new RaiseQuery.Question(SUBJECT, madrs, Optional.empty(), text), text);
        }

        private long waiting(Actor reader) {
            return new ListQueries(site.studies, site.queries, site.clock)
                    .ages(reader, STUDY).stream()
                            .flatMap(ages -> ages.open().values().stream())
                            .mapToLong(Long::longValue)
                            .sum();
        }

        private List<Long> countedBesideTheSubject(Actor reader) {
            ReadSubjects read =
                    new ReadSubjects(site.studies, site.subjects, site.subjectStore, site.revisions, site.queries);
            return List.of(
                    read.read(reader, STUDY, SUBJECT).listed().openQueries(),
                    read.list(reader, STUDY, Optional.empty(), page)
                            .items()
                            .get(0)
                            .openQueries());
        }

        private List<String> printed(Actor reader) {
            return new ReadPrintedCasebook(site.studies, site.revisions, site.marks, site.queries, site.subjectNotices)
                            .read(reader, site.subjectStore.find(STUDY, SUBJECT).orElseThrow(), site.clock.instant())
                            .forms()
                            .stream()
                            .flatMap(form -> form.queries().stream())
                            .flatMap(query -> query.check().stream())
                            .toList();
        }

        @Test
        void isNotAskedInListsOrCounts() {
            assertThat(queries(rater())).containsExactlyInAnyOrder(CADSS, CADSS, madrs);
            assertThat(waiting(rater())).isEqualTo(3);
            assertThat(countedBesideTheSubject(rater())).containsExactly(3L, 3L);

            hide();

            assertThat(queries(rater())).isEmpty();
            assertThat(waiting(rater())).isZero();
            assertThat(countedBesideTheSubject(rater())).containsExactly(0L, 0L);
            assertThat(queries(everybody())).containsExactlyInAnyOrder(CADSS, CADSS, madrs);
            assertThat(waiting(everybody())).isEqualTo(3);
            assertThat(countedBesideTheSubject(everybody())).containsExactly(3L, 3L);
        }

        @Test
        void isNotAskedInFiles() {
            assertThat(printed(rater())).containsExactlyInAnyOrder("HIGH", "CALM");
            assertThat(chains(rater(), "/queries/")).hasSize(3);

            hide();

            assertThat(printed(rater())).isEmpty();
            assertThat(chains(rater(), "/queries/")).isEmpty();
            assertThat(printed(everybody())).containsExactlyInAnyOrder("HIGH", "CALM");
            assertThat(chains(everybody(), "/queries/")).hasSize(3);
        }

        @Test
        void cannotBeAnsweredOrClosed() {
            AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock);
            String calm = site.queries.all().stream()
                    .filter(query -> query.check().equals(Optional.of("CALM")))
                    .map(DataQuery::id)
                    .findFirst()
                    .orElseThrow();
            assertThat(advance.require(rater(), STUDY, calm).id()).isEqualTo(calm);

            hide();

            assertThat(catchThrowableOfType(Refusal.class, () -> advance.answer(rater(), STUDY, calm, "Because.", "k"))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
            assertThat(catchThrowableOfType(Refusal.class, () -> advance.checkClose(rater(), STUDY, calm, "k"))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
            assertThat(advance.answer(everybody(), STUDY, calm, "Because.", "k").thread())
                    .hasSize(2);
        }

        @Test
        void leavesPagesOfQueriesWhole() {
            ask("First?", Duration.ofMinutes(1));
            ask("Second?", Duration.ofMinutes(1));
            hide();

            assertThat(asked(rater(), false)).containsExactly("First?", "Second?");
            assertThat(asked(rater(), true)).containsExactly("Second?", "First?");
            assertThat(asked(everybody(), true)).hasSize(5);
        }
    }
}
