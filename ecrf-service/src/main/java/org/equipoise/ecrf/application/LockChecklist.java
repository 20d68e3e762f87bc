package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.rules.ReportingClock;
import org.equipoise.ecrf.domain.schedule.CalendarEntry;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.subject.Subject;

/**
 * What is unfinished before a study's data are locked, of what the reader may see: forms that nobody may both see and review are no
 * point. Drafts are none either: nobody is told that somebody else has begun to type.
 */
@ApplicationScoped
public class LockChecklist {
    /** Named places of each point; beyond that, the count alone. */
    private static final int MOST_PLACES = 100;

    private final Studies studies;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final QueryStore queries;
    private final NoticeStore notices;
    private final MarkStore marks;
    private final Clock clock;

    public LockChecklist(
            Studies studies,
            SubjectStore subjects,
            RevisionStore revisions,
            QueryStore queries,
            NoticeStore notices,
            MarkStore marks,
            Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.queries = queries;
        this.notices = notices;
        this.marks = marks;
        this.clock = clock;
    }

    /**
     * A point of the checklist.
     *
     * @param id its name
     * @param count how many places are unfinished
     * @param places the first of them
     */
    public record Point(
            @Schema(
                    description =
                            "Its name: open-queries, answered-queries, open-alerts, open-deviations, absent-forms,"
                                    + " open-clocks, unreviewed-forms, unverified-forms, unsigned-subjects or"
                                    + " eligible-subjects, who are in screening and could be randomized")
            String id,

            @Schema(description = "How many places are unfinished")
            long count,

            @Schema(
                    description = "The first 100 of them: forms such as 01-001/VISIT/FORM/1, or subjects; none for"
                            + " queries")
            List<String> places) {}

    public List<Point> of(Actor reader, String study) {
        ToldCategories told = new ToldCategories(studies, study);
        List<Point> points = new ArrayList<>();
        QueryStore.Visibility visibility = QueryStore.Visibility.of(told.present(), reader);
        Map<QueryStatus, Long> unclosed = queries.unclosed(visibility).stream()
                .filter(query -> told.isFor(reader, query))
                .collect(Collectors.groupingBy(DataQuery::status, TreeMap::new, Collectors.counting()));
        unclosed.forEach((status, count) -> points.add(new Point(status.code() + "-queries", count, List.of())));
        openNotices(reader, study, Raise.DEVIATION).ifPresent(points::add);
        openNotices(reader, study, Raise.ALERT).ifPresent(points::add);
        places(reader, study).forEach((id, found) -> {
            if (!found.isEmpty()) {
                points.add(new Point(
                        id, found.size(), found.stream().limit(MOST_PLACES).toList()));
            }
        });
        return points;
    }

    private Optional<Point> openNotices(Actor reader, String study, Raise kind) {
        Map<String, Long> bySubject = new ListNotices(studies, notices).openBySubject(reader, study, kind);
        long open = bySubject.values().stream().mapToLong(Long::longValue).sum();
        return open == 0
                ? Optional.empty()
                : Optional.of(new Point(
                        "open-" + kind.code() + "s",
                        open,
                        bySubject.keySet().stream().limit(MOST_PLACES).toList()));
    }

    /** A subject, and all that is stored of it: one reading of its forms and one of its marks. */
    private record Known(
            Subject subject,
            CompiledStudy study,
            List<StoredRevision> revisions,
            Casebook casebook,
            Map<String, List<Mark>> marks) {
        String place(FormInstance instance) {
            return subject.id() + "/" + instance;
        }

        List<Mark> on(Target target) {
            return marks.getOrDefault(target.key(), List.of());
        }
    }

    private Known known(Subject subject) {
        List<StoredRevision> all = revisions.of(subject.study(), subject.id());
        return new Known(
                subject,
                studies.of(subject),
                all,
                Casebook.of(all.stream().map(StoredRevision::revision).toList()),
                marks.ofSubject(subject.study(), subject.id()).stream()
                        .map(StoredMark::mark)
                        .collect(Collectors.groupingBy(mark -> mark.target().key())));
    }

    /** One subject after the other, in their order. */
    private Map<String, Set<String>> places(Actor reader, String study) {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        List.of(
                        "absent-forms",
                        "open-clocks",
                        "unreviewed-forms",
                        "unverified-forms",
                        "unsigned-subjects",
                        "eligible-subjects")
                .forEach(id -> places.put(id, new LinkedHashSet<>()));
        FormCategories categories = new FormCategories(studies, study);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (Subject subject : subjects.all(study)) {
            Known known = known(subject);
            absent(known, reader, now).map(known::place).forEach(places.get("absent-forms")::add);
            unstopped(known, reader, categories, now).map(known::place).forEach(places.get("open-clocks")::add);
            standings(known, reader, categories).forEach((instance, standing) -> {
                if (!standing.reviewed()) {
                    places.get("unreviewed-forms").add(known.place(instance));
                }
                if (!standing.unverified().isEmpty()) {
                    places.get("unverified-forms").add(known.place(instance));
                }
            });
            if (!isSigned(known)) {
                places.get("unsigned-subjects").add(subject.id());
            }
            if (couldBeRandomized(known, reader, categories)) {
                places.get("eligible-subjects").add(subject.id());
            }
        }
        return places;
    }

    /**
     * Whether a subject in screening is eligible by what was entered, so that it would be randomized into finished data once they are
     * opened again. Only for who sees all that decides.
     */
    private static boolean couldBeRandomized(Known known, Actor reader, FormCategories categories) {
        Subject subject = known.subject();
        return subject.randomization().isEmpty()
                && known.study().rules().eligibility().stream()
                        .filter(rules -> IssueEligibilityCertificate.places(rules).stream()
                                .flatMap(place -> categories.of(place.event(), place.form()).stream())
                                .allMatch(category -> reader.sees(category, subject.site())))
                        .anyMatch(rules -> IssueEligibilityCertificate.assess(
                                        rules, known.study(), subject, known.casebook())
                                .eligible());
    }

    /**
     * Required forms that the subject's calendar has as late or missed and of which nothing was entered, not even that they were not
     * done. Several readings of one form that are missing are one place.
     */
    private static Stream<FormInstance> absent(Known known, Actor reader, Instant now) {
        return Calendars.of(known.study(), known.subject(), known.casebook(), reader, now).entries().stream()
                .filter(entry -> entry.required() && entry.lateBy(now).isPresent())
                .map(LockChecklist::instance);
    }

    private static FormInstance instance(CalendarEntry entry) {
        return new FormInstance(entry.event().id(), entry.form(), 1);
    }

    /** Reports whose clock runs or has run out, and events whose report is missing. */
    private static Stream<FormInstance> unstopped(Known known, Actor reader, FormCategories categories, Instant now) {
        return known.study().rules().conduct().clocks().stream()
                .flatMap(one -> one.read(known.casebook(), now).stream())
                .filter(reading -> reading.stopped().isEmpty())
                .map(ReportingClock.Reading::report)
                .filter(report ->
                        ReadSafety.sees(categories, reader, known.subject().site(), report));
    }

    private static Map<FormInstance, FormStanding> standings(Known known, Actor reader, FormCategories categories) {
        Subject subject = known.subject();
        Map<FormInstance, List<StoredRevision>> forms = known.revisions().stream()
                .collect(Collectors.groupingBy(
                        stored -> stored.revision().instance(), TreeMap::new, Collectors.toList()));
        Map<FormInstance, FormStanding> standings = new TreeMap<>();
        forms.forEach((instance, history) -> {
            StoredRevision head = history.get(history.size() - 1);
            boolean isSeen = categories
                    .of(head.revision())
                    .filter(category -> reader.sees(category, subject.site()))
                    .isPresent();
            if (isSeen) {
                List<Revision> all =
                        history.stream().map(StoredRevision::revision).toList();
                List<Mark> own = known.on(Target.form(subject.site(), subject.id(), instance));
                standings.put(instance, FormStanding.of(all, head.hash(), own, Set.of()));
            }
        });
        return standings;
    }

    private boolean isSigned(Known known) {
        Subject subject = known.subject();
        return new SignedContent(studies, subject, known.revisions())
                .signatures(known.on(Target.subject(subject.site(), subject.id()))).stream()
                        .anyMatch(FormStanding.Signature::valid);
    }
}
