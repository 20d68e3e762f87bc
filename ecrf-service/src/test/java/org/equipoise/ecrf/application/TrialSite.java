package org.equipoise.ecrf.application;

import static org.equipoise.ecrf.Examples.INFUSION_START;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.SiteScope;

/** The example study published, one subject screened, people of each kind, and a clock that tests move. */
final class TrialSite {
    static final String STUDY = ExampleStudy.STUDY;
    static final String SUBJECT = "01-001";

    /** Reasons for the warnings that tests are not about. */
    static final Map<String, String> LOOKED_AGAIN = Map.of("ALL_SIX", "looked again");

    final MemoryStudies studyStore = new MemoryStudies();
    final MemorySubjects subjectStore = new MemorySubjects();
    final MemoryRevisions revisions = new MemoryRevisions();
    final MemoryQueries queries = new MemoryQueries();
    final MemoryNotices notices = new MemoryNotices();
    final SystemQueries systemQueries = new SystemQueries(queries, new SystemNotices(notices));
    final MovableClock clock = new MovableClock(INFUSION_START.plus(Duration.ofDays(2)));
    final Studies studies = new Studies(studyStore, new JsonDefinitionFormat(), clock);
    final SubjectNotices subjectNotices = new SubjectNotices(studies, notices);
    final MemoryMarks marks = new MemoryMarks();
    final OpenData open = new OpenData(marks);
    final Subjects subjects = new Subjects(subjectStore, open);
    final Closings closings = new Closings(marks, revisions, subjectStore, clock);
    final MarkData marking = new MarkData(marks, closings, clock);
    final MemoryDrafts drafts = new MemoryDrafts();
    final ExportData export =
            new ExportData(studies, studyStore, subjectStore, revisions, marks, subjectNotices, clock);
    final SaveForm saveForm = new SaveForm(studies, subjects, revisions, drafts, systemQueries, new Random(3), clock);

    final ReadWorkList workList = new ReadWorkList(
            studies,
            subjects,
            subjectStore,
            revisions,
            new CountWaiting(new ListNotices(studies, notices), new ListQueries(studies, queries, clock)),
            clock);

    TrialSite() {
        this(ExampleStudy.json());
    }

    TrialSite(String definition) {
        new PublishStudy(studyStore, new JsonDefinitionFormat(), studies, clock)
                .publish(STUDY, "1", definition, new Author("id-of-ada", "ada"));
        subjectStore.put(Examples.subject(SUBJECT));
    }

    static Actor actor(String name, String site, Set<FormCategory> reads, Set<FormCategory> enters) {
        SiteScope scope = site.equals("*") ? SiteScope.all() : SiteScope.only(Set.of(site));
        return new Actor(new Author("id-of-" + name, name), scope, everywhere(reads, scope), everywhere(enters, scope));
    }

    private static Map<FormCategory, SiteScope> everywhere(Set<FormCategory> categories, SiteScope scope) {
        Map<FormCategory, SiteScope> scopes = new EnumMap<>(FormCategory.class);
        categories.forEach(category -> scopes.put(category, scope));
        return scopes;
    }

    static Actor rater() {
        return actor("rita", "01", Set.of(FormCategory.GENERAL, FormCategory.EFFICACY), Set.of(FormCategory.EFFICACY));
    }

    static Actor investigator() {
        return actor(
                "ivan",
                "01",
                Set.of(FormCategory.GENERAL, FormCategory.EFFICACY, FormCategory.DOSE_DAY),
                Set.of(FormCategory.GENERAL, FormCategory.DOSE_DAY));
    }

    static Actor monitor() {
        return actor("mona", "*", Set.of(FormCategory.GENERAL, FormCategory.EFFICACY, FormCategory.DOSE_DAY), Set.of());
    }

    /** A reader of work lists for whom every query waits that is not closed. */
    static ReadWorkList.SiteReader settling(Actor reader) {
        return new ReadWorkList.SiteReader(reader, Set.of(QueryStatus.OPEN, QueryStatus.ANSWERED));
    }

    /** Somebody who may do everything, for setting things up. */
    static Actor everybody() {
        return actor("eve", "*", Set.of(FormCategory.values()), Set.of(FormCategory.values()));
    }

    static EntryData data(Instant occurredAt, Map<String, Object> values) {
        return new EntryData(values, Map.of(), occurredAt, Optional.empty(), Optional.empty(), LOOKED_AGAIN);
    }

    static SaveCommand first(String event, String form, EntryData data) {
        return new SaveCommand(STUDY, SUBJECT, new FormInstance(event, form, 1), 0, Optional.empty(), data);
    }

    static SaveCommand change(String event, String form, int expected, EntryData data) {
        EntryData withReason = new EntryData(
                data.values(),
                data.missing(),
                data.occurredAt(),
                data.windowReason(),
                Optional.of("typing error"),
                data.warningReasons());
        return new SaveCommand(
                STUDY, SUBJECT, new FormInstance(event, form, 1), expected, Optional.empty(), withReason);
    }

    static Map<String, Object> madrs(int each) {
        return Map.of("M1", each, "M2", each, "M3", each);
    }

    FormView infuse() {
        return saveForm.save(
                everybody(),
                first("INFUSION", "INFUSION", data(INFUSION_START, Map.of("INF_START", INFUSION_START.toString()))));
    }

    FormView enter(String event, String form, Instant at, Map<String, Object> values) {
        return saveForm.save(everybody(), first(event, form, data(at, values)));
    }

    static final class MovableClock extends Clock {
        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        void set(Instant instant) {
            now = instant;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
