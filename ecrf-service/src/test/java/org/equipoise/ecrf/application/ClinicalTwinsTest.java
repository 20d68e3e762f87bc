package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.settling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.ecrf.export.OdmFormat;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two subjects at whom the dose did different things: an infusion that went through and one that was stopped, a quiet dose day and
 * one with dissociation and a pressure of 190, an adverse event, another volume. The clock is the same in both, so that whoever may
 * not see the difference is told the same to the last instant and hash, by everything that shows data.
 */
class ClinicalTwinsTest {
    private static final Page PAGE = new Page(Optional.empty(), 200);
    private static final Instant PLUS40 = INFUSION_START.plus(Duration.ofMinutes(40));
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));
    private static final Random NO_CHANCE = new Random(7);

    /** The example with all that a dose day may tell: a time that nothing is measured from, alerts, deviations, adverse events. */
    private static String study() {
        return ExampleStudy.jsonWith(study -> {
            ((ObjectNode) study.at("/schedule/anchors")).put("infusionEnd", "INFUSION/INFUSION/INF_STOP");
            ((ObjectNode) study.path("schedule")).putArray("outOfWindow").add("deviation");
            study.path("forms").forEach(each -> {
                ObjectNode form = (ObjectNode) each;
                switch (form.path("form").asText()) {
                    case "AE" -> form.put("category", "safety");
                    case "CADSS" -> {
                        ObjectNode check = form.putArray("editChecks").addObject();
                        check.put("id", "HIGH").put("assert", "SCORE < 50").put("severity", "query");
                        check.put("message", "High.").putArray("items").add("SCORE");
                        check.putArray("raises").add("alert");
                    }
                    case "INFUSION" ->
                        form.path("editChecks")
                                .forEach(check -> ((ObjectNode) check)
                                        .put("severity", "query")
                                        .putArray("raises")
                                        .add("deviation"));
                    default -> {}
                }
            });
        });
    }

    /** A trial with one subject, of whom some categories of data say other things than usual. */
    private static final class Twin {
        private final TrialSite site = new TrialSite(study());
        private final Set<FormCategory> unusual;
        private final MemorySnapshots snapshots = new MemorySnapshots();
        private final SiteActivity activity = new SiteActivity(site.subjectStore, site.revisions, site.studies);

        private Twin(Set<FormCategory> unusual) {
            this.unusual = unusual;
            at(Duration.ZERO);
            enter("INFUSION", "INFUSION", INFUSION_START, Map.of("INF_START", INFUSION_START.toString()));
            at(Duration.ofMinutes(41));
            enter("PLUS40", "VITALS", PLUS40, Map.of("SYSTOLIC", dose() ? 190 : 120, "DIASTOLIC", 80));
            enter("PLUS40", "CADSS", PLUS40, Map.of("SCORE", dose() ? 57 : 2));
            at(Duration.ofMinutes(50));
            if (dose()) {
                change("INFUSION", "INFUSION", INFUSION_START, stoppedAfter(12));
                question(first("PLUS40", "CADSS"));
                acknowledge();
            } else {
                change("INFUSION", "INFUSION", INFUSION_START, stoppedAfter(40));
            }
            if (unusual.contains(FormCategory.SAFETY)) {
                enter("COMMON", "AE", PLUS40, Map.of("TERM", "Seizure"));
                question(first("COMMON", "AE"));
            }
            enter("INFUSION", "PREPARATION", INFUSION_START, Map.of("VOLUME", pharmacy() ? 90.0 : 100.0));
            at(Duration.ofHours(25));
            enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 118, "DIASTOLIC", 77));
            enter("H24", "MADRS", H24, madrs(unusual.contains(FormCategory.EFFICACY) ? 1 : 4));
            close();
        }

        private boolean dose() {
            return unusual.contains(FormCategory.DOSE_DAY);
        }

        private boolean pharmacy() {
            return unusual.contains(FormCategory.PHARMACY);
        }

        private void at(Duration after) {
            site.clock.set(INFUSION_START.plus(after).plusSeconds(1));
        }

        private static Map<String, Object> stoppedAfter(int minutes) {
            return Map.of(
                    "INF_START",
                    INFUSION_START.toString(),
                    "INF_STOP",
                    INFUSION_START.plus(Duration.ofMinutes(minutes)).toString());
        }

        private void enter(String event, String form, Instant when, Map<String, Object> values) {
            save(TrialSite.first(event, form, TrialSite.data(when, values)));
        }

        /** Each form has chance numbers of its own, so that what was saved before changes no salt. */
        private void save(SaveCommand command) {
            Random salts = new Random(command.instance().hashCode());
            new SaveForm(
                            site.studies,
                            site.subjects,
                            site.revisions,
                            site.drafts,
                            site.systemQueries,
                            salts,
                            site.clock)
                    .save(everybody(), command);
        }

        private void change(String event, String form, Instant when, Map<String, Object> values) {
            save(TrialSite.change(event, form, 1, TrialSite.data(when, values)));
        }

        private void question(FormInstance about) {
            new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                    .raise(
                            everybody(),
                            STUDY,
                            new RaiseQuery.Question(SUBJECT, about, Optional.empty(), "Why?"),
                            about.toString());
        }

        private void acknowledge() {
            String alert = notices(everybody(), Raise.ALERT).get(0);
            new ResolveNotice(site.studies, site.notices, site.open, site.clock)
                    .acknowledge(everybody(), STUDY, alert, "Pump stopped.", "k");
        }

        private List<String> notices(Actor reader, Raise kind) {
            return new ListNotices(site.studies, site.notices)
                            .list(
                                    reader,
                                    STUDY,
                                    new ListNotices.Selection(
                                            kind, Optional.empty(), Optional.empty(), Optional.empty()),
                                    PAGE)
                            .items()
                            .stream()
                            .map(notice -> notice.id())
                            .toList();
        }

        /** Both are frozen and opened; why, says what happened. */
        private void close() {
            CloseData close =
                    new CloseData(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);
            Optional<String> why = Optional.of(dose() ? "Seizure under query" : "Visit under query");
            close.subject(everybody(), STUDY, SUBJECT, new CloseData.Step(MarkAction.FREEZE, why, "f"));
            close.subject(everybody(), STUDY, SUBJECT, new CloseData.Step(MarkAction.UNFREEZE, why, "u"));
        }

        /** What everything that shows data answers. */
        private Map<String, String> told(Actor reader) {
            Map<String, String> told = new LinkedHashMap<>();
            subjects(reader, told);
            forms(reader, told);
            work(reader, told);
            around(reader, told);
            files(reader, told);
            return told;
        }

        private static void add(Map<String, String> told, String what, Supplier<Object> read) {
            String answer;
            try {
                answer = String.valueOf(read.get());
            } catch (Refusal refusal) {
                answer = refusal.type() + " " + refusal.getMessage() + " " + refusal.members();
            }
            told.put(what, answer);
        }

        private void subjects(Actor reader, Map<String, String> told) {
            ReadSubjects read =
                    new ReadSubjects(site.studies, site.subjects, site.subjectStore, site.revisions, site.queries);
            add(told, "subject", () -> read.read(reader, STUDY, SUBJECT));
            add(told, "list of subjects", () -> read.list(reader, STUDY, Optional.empty(), PAGE));
            add(
                    told,
                    "schedule",
                    () -> new ReadSchedule(site.studies, site.subjects, site.revisions, site.clock)
                            .read(reader, STUDY, SUBJECT));
        }

        private void forms(Actor reader, Map<String, String> told) {
            ReadForm read = new ReadForm(site.studies, site.subjects, site.revisions);
            site.studies
                    .current(STUDY)
                    .definition()
                    .schedule()
                    .events()
                    .forEach(event -> event.forms().forEach(scheduled -> {
                        FormInstance instance = first(event.id(), scheduled.form());
                        add(told, "form " + instance, () -> read.read(reader, STUDY, SUBJECT, instance));
                        add(told, "history " + instance, () -> read.history(reader, STUDY, SUBJECT, instance));
                    }));
            add(
                    told,
                    "casebook",
                    () -> new ReadCasebook(site.studies, site.subjects, site.revisions)
                            .read(reader, STUDY, SUBJECT)
                            .forms());
            add(
                    told,
                    "printed casebook",
                    () -> new ReadPrintedCasebook(
                                    site.studies, site.revisions, site.marks, site.queries, site.subjectNotices)
                            .read(reader, site.subjectStore.find(STUDY, SUBJECT).orElseThrow(), site.clock.instant()));
        }

        private void work(Actor reader, Map<String, String> told) {
            ReadWorkList read = site.workList;
            for (int minutes : List.of(10, 20, 45, 120, 1_500)) {
                Instant asOf = INFUSION_START.plus(Duration.ofMinutes(minutes));
                add(told, "work list after " + minutes, () -> read.site(settling(reader), STUDY, "01", asOf));
                add(told, "dose day after " + minutes, () -> read.doseDay(reader, STUDY, SUBJECT, asOf));
            }
            add(told, "calendar", () -> read.calendar(reader, STUDY, SUBJECT));
            Set<FormCategory> seen = EnumSet.allOf(FormCategory.class);
            seen.removeIf(category -> !reader.sees(category, "01"));
            add(
                    told,
                    "changes of the work list",
                    () -> activity.count(
                            new SiteActivity.Place(STUDY, "01"),
                            seen,
                            new SiteActivity.Look(site.clock.instant(), Duration.ZERO)));
        }

        private void around(Actor reader, Map<String, String> told) {
            ListQueries queries = new ListQueries(site.studies, site.queries, site.clock);
            ListQueries.Selection all = new ListQueries.Selection(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);
            add(told, "queries", () -> queries.list(reader, STUDY, all, PAGE));
            add(told, "ages of queries", () -> queries.ages(reader, STUDY));
            add(told, "alerts", () -> notices(reader, Raise.ALERT));
            add(told, "deviations", () -> notices(reader, Raise.DEVIATION));
            ReadSafety safety = new ReadSafety(site.studies, site.subjectStore, site.revisions, site.clock);
            add(
                    told,
                    "dispositions",
                    () -> safety.dispositions(reader, STUDY, ReadSafety.Among.ALL)
                            .toList());
            add(
                    told,
                    "relapses",
                    () -> safety.relapses(reader, STUDY, ReadSafety.Among.ALL).toList());
            add(
                    told,
                    "adverse events",
                    () -> safety.adverseEvents(reader, STUDY, ReadSafety.Among.ALL)
                            .toList());
            add(
                    told,
                    "clocks",
                    () -> safety.clocks(reader, STUDY, ReadSafety.Among.ALL).toList());
            add(
                    told,
                    "standing of the subject",
                    () -> new CloseData(
                                    site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open)
                            .ofSubject(reader, STUDY, SUBJECT));
            add(
                    told,
                    "checklist",
                    () -> new LockChecklist(
                                    site.studies,
                                    site.subjectStore,
                                    site.revisions,
                                    site.queries,
                                    site.notices,
                                    site.marks,
                                    site.clock)
                            .of(reader, STUDY));
        }

        private void files(Actor reader, Map<String, String> told) {
            add(told, "CSV", () -> exported(reader, new CsvFormat(), Optional.empty()));
            add(told, "ODM", () -> exported(reader, new OdmFormat(), Optional.empty()));
            for (NoticeDataset dataset : NoticeDataset.values()) {
                add(told, "table " + dataset, () -> exported(reader, new CsvFormat(), Optional.of(dataset)));
            }
            add(told, "data cut", () -> inASnapshot(reader));
        }

        private String exported(Actor reader, ExportFormat format, Optional<NoticeDataset> notices) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                site.export
                        .prepare(
                                reader,
                                new ExportData.Order(STUDY, Optional.empty(), true, Optional.empty(), notices),
                                format)
                        .writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toString(StandardCharsets.UTF_8);
        }

        private List<Object> inASnapshot(Actor reader) {
            Snapshot snapshot = new TakeSnapshot(
                            site.studies,
                            site.subjectStore,
                            site.revisions,
                            snapshots,
                            site.subjectNotices,
                            site.clock,
                            NO_CHANCE)
                    .take(new TakeSnapshot.Order(STUDY, Purpose.PERSON, "Look", new Author("s", "s"), "k"));
            SubjectRecords shown = new ReadSnapshot(site.studies, site.revisions, snapshots, site.subjectNotices)
                    .records(snapshot, reader, PAGE)
                    .items()
                    .items()
                    .get(0);
            return List.of(
                    shown.records(), shown.notices(), reader.seesAllForms() ? snapshot.forms() : "not for the reader");
        }
    }

    private static Actor person(Role role) {
        return TrialSite.actor(role.id(), "01", categories(role, ".read"), Set.of());
    }

    private static Set<FormCategory> categories(Role role, String suffix) {
        Set<String> held = role.permissions().stream().map(Permission::id).collect(Collectors.toSet());
        return Stream.of(FormCategory.values())
                .filter(category -> held.contains(category.code() + "-data" + suffix))
                .collect(Collectors.toSet());
    }

    /** Each role with each category of data that it does not read; what everybody reads says who takes part. */
    static Stream<Arguments> whatIsHidden() {
        return Stream.of(Role.values())
                .filter(role -> role.permissions().contains(Permission.STUDY_READ))
                .flatMap(role -> Stream.of(FormCategory.values())
                        .filter(category -> category != FormCategory.GENERAL)
                        .filter(category -> !categories(role, ".read").contains(category))
                        .map(category -> Arguments.of(role, category)));
    }

    private static final Twin USUAL = new Twin(Set.of());
    private static final Map<FormCategory, Twin> UNUSUAL = Stream.of(FormCategory.values())
            .collect(Collectors.toMap(category -> category, category -> new Twin(Set.of(category))));

    @ParameterizedTest
    @MethodSource("whatIsHidden")
    void nothingTellsTheDifference(Role role, FormCategory hidden) {
        assertThat(differences(UNUSUAL.get(hidden), person(role))).isEmpty();
    }

    /** What tells somebody a twin from the usual one. */
    private static List<String> differences(Twin unusual, Actor reader) {
        Map<String, String> usual = USUAL.told(reader);
        Map<String, String> other = unusual.told(reader);
        assertThat(other).containsOnlyKeys(usual.keySet());
        List<String> different = new ArrayList<>(usual.keySet());
        different.removeIf(what -> usual.get(what).equals(other.get(what)));
        return different;
    }

    @Test
    void aRaterIsToldTheSameWhateverTheDoseDid() {
        Twin all = new Twin(EnumSet.of(FormCategory.DOSE_DAY, FormCategory.SAFETY, FormCategory.PHARMACY));

        for (Role role : List.of(Role.RATER, Role.COORDINATOR)) {
            assertThat(differences(all, person(role))).isEmpty();
        }
    }

    @Test
    void whoSeesTheDoseDayIsToldTheDifference() {
        assertThat(differences(UNUSUAL.get(FormCategory.DOSE_DAY), person(Role.INVESTIGATOR)))
                .contains(
                        "subject",
                        "list of subjects",
                        "casebook",
                        "printed casebook",
                        "queries",
                        "alerts",
                        "deviations",
                        "standing of the subject",
                        "CSV",
                        "ODM",
                        "data cut");
    }
}
