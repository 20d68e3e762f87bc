package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.rules.ReportingClock;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.schedule.Calendar;
import org.equipoise.ecrf.domain.schedule.CalendarState;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;

/** What is late, due now and next at a site, and on a subject's dose day, to the minute; only of forms that the reader sees. */
@ApplicationScoped
public class ReadWorkList {
    private static final Duration HORIZON = Duration.ofDays(7);
    private static final Duration AFTER_A_DOSE = Duration.ofHours(12);

    private static final Comparator<WorkItem> ORDER = Comparator.comparing(
                    (WorkItem item) -> item.entry().planned().target().orElse(Instant.MAX))
            .thenComparing(WorkItem::subject)
            .thenComparing(item -> item.entry().form());

    private final Studies studies;
    private final Subjects subjects;
    private final SubjectStore store;
    private final RevisionStore revisions;
    private final CountWaiting waiting;
    private final Clock clock;

    public ReadWorkList(
            Studies studies,
            Subjects subjects,
            SubjectStore store,
            RevisionStore revisions,
            CountWaiting waiting,
            Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.store = store;
        this.revisions = revisions;
        this.waiting = waiting;
        this.clock = clock;
    }

    /**
     * Who reads a site's work list.
     *
     * @param settles which queries wait for the reader: the open ones for who may answer, the answered ones for who may close
     */
    public record SiteReader(Actor actor, Set<QueryStatus> settles) {
        public SiteReader {
            settles = Set.copyOf(settles);
        }
    }

    /** A subject's calendar. */
    public record SubjectCalendar(String subject, Calendar calendar, List<WorkItem> items) {}

    /**
     * The work at a site.
     *
     * @param waiting the first visit of subjects for which nothing can be dated yet
     * @param open what else is open
     */
    public record SiteWork(
            String site,
            Instant asOf,
            List<WorkItem> late,
            List<WorkItem> now,
            List<WorkItem> next,
            List<WorkItem> waiting,
            Open open) {}

    /**
     * What is open at a site, of all that the reader may see.
     *
     * @param alerts how many alerts are not acknowledged
     * @param queries how many queries wait for the reader
     * @param clocks how many clocks of reports run or are overdue
     */
    public record Open(long alerts, long queries, long clocks) {}

    /**
     * A subject's dose day.
     *
     * @param anchor the name of the instant that it is measured from
     * @param start that instant; empty before the dose has begun
     */
    public record DoseDay(
            String subject,
            String site,
            Instant asOf,
            Optional<String> anchor,
            Optional<Instant> start,
            List<WorkItem> late,
            List<WorkItem> now,
            List<WorkItem> next,
            List<WorkItem> done,
            long alerts) {}

    public SubjectCalendar calendar(Actor reader, String study, String id) {
        Subject subject = subjects.require(reader, study, id);
        CompiledStudy compiled = studies.of(subject);
        Calendar calendar = Calendars.of(compiled, subject, casebook(study, id), reader, now());
        List<WorkItem> items = items(compiled, subject, reader, calendar).toList();
        return new SubjectCalendar(id, calendar, items);
    }

    public SiteWork site(SiteReader reader, String study, String site) {
        return site(reader, study, site, now());
    }

    public SiteWork site(SiteReader reader, String study, String site, Instant asOf) {
        Actor actor = reader.actor();
        requireSite(actor, study, site);
        List<WorkItem> items = new ArrayList<>();
        List<WorkItem> undated = new ArrayList<>();
        List<ReportingClock.Reading> clocks = new ArrayList<>();
        for (Subject subject : atSite(study, site)) {
            CompiledStudy compiled = studies.of(subject);
            Casebook casebook = casebook(study, subject.id());
            Calendar calendar = Calendars.of(compiled, subject, casebook, actor, asOf);
            List<WorkItem> own = items(compiled, subject, actor, calendar).toList();
            items.addAll(own);
            undated.addAll(firstWaiting(own));
            compiled.rules().conduct().clocks().forEach(clock -> clocks.addAll(clock.read(casebook, asOf)));
        }
        return new SiteWork(
                site,
                asOf,
                in(items, Set.of(CalendarState.LATE)),
                in(items, Set.of(CalendarState.DUE, CalendarState.IN_WINDOW)),
                in(items, Set.of(CalendarState.NOT_YET)).stream()
                        .filter(item -> opensBefore(item, asOf.plus(HORIZON)))
                        .toList(),
                undated,
                new Open(
                        waiting.alerts(actor, study, Optional.of(site), Optional.empty()),
                        waiting.queries(reader, study, site),
                        CountWaiting.clocks(actor, site, new FormCategories(studies, study), clocks)));
    }

    public DoseDay doseDay(Actor reader, String study, String id) {
        return doseDay(reader, study, id, now());
    }

    public DoseDay doseDay(Actor reader, String study, String id, Instant asOf) {
        Subject subject = subjects.require(reader, study, id);
        CompiledStudy compiled = studies.of(subject);
        Casebook casebook = casebook(study, id);
        Calendar calendar = Calendars.of(compiled, subject, casebook, reader, asOf);
        Anchors anchors = Anchors.of(compiled.definition().schedule(), casebook);
        List<WorkItem> all = items(compiled, subject, reader, calendar)
                .filter(item -> item.entry().event().doseDay())
                .toList();
        Optional<String> anchor = currentDose(all, anchors, calendar.asOf());
        List<WorkItem> items = all.stream()
                .filter(item -> item.entry().event().anchor().equals(anchor))
                .toList();
        return new DoseDay(
                id,
                subject.site(),
                calendar.asOf(),
                anchor,
                anchor.flatMap(anchors::at),
                in(items, Set.of(CalendarState.LATE, CalendarState.MISSED)).stream()
                        .filter(item -> item.entry().actual().isEmpty())
                        .toList(),
                in(items, Set.of(CalendarState.DUE, CalendarState.IN_WINDOW)),
                in(items, Set.of(CalendarState.NOT_YET, CalendarState.WAITING)),
                items.stream()
                        .filter(item -> item.entry().actual().isPresent())
                        .sorted(ORDER)
                        .toList(),
                waiting.alerts(reader, study, Optional.empty(), Optional.of(id)));
    }

    /** The site of a subject, for who may see it. */
    public String siteOf(Actor reader, String study, String subject) {
        return subjects.require(reader, study, subject).site();
    }

    /** Refuses a site that the study does not have or the reader does not reach. */
    public void requireSite(Actor reader, String study, String site) {
        requireSite(studies.current(study), reader, site);
    }

    private static void requireSite(CompiledStudy study, Actor reader, String site) {
        if (study.definition().site(site).isEmpty() || !reader.scope().includes(site)) {
            throw Refusal.notFound();
        }
    }

    /** The dose that has begun last, unless all of it is over: then the first that has not begun and was not missed. */
    private static Optional<String> currentDose(List<WorkItem> doseDays, Anchors anchors, Instant asOf) {
        List<String> doses = doseDays.stream()
                .filter(item -> item.entry().state() != CalendarState.NOT_EXPECTED)
                .flatMap(item -> item.entry().event().anchor().stream())
                .distinct()
                .toList();
        Optional<String> last = doses.stream()
                .filter(dose -> anchors.at(dose).isPresent())
                .max(Comparator.comparing(dose -> anchors.at(dose).orElseThrow()));
        boolean goesOn = last.flatMap(anchors::at)
                .filter(start -> asOf.isBefore(start.plus(AFTER_A_DOSE)))
                .isPresent();
        Optional<String> next = doses.stream()
                .filter(dose -> anchors.at(dose).isEmpty())
                .filter(dose -> isStillToCome(doseDays, dose))
                .findFirst();
        return goesOn || next.isEmpty() ? last : next;
    }

    private static boolean isStillToCome(List<WorkItem> doseDays, String dose) {
        return doseDays.stream()
                .filter(item -> item.entry().event().anchor().equals(Optional.of(dose)))
                .map(item -> item.entry().state())
                .anyMatch(state -> state.isOpen() || state == CalendarState.NOT_YET || state == CalendarState.WAITING);
    }

    private List<Subject> atSite(String study, String site) {
        List<Subject> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        List<Subject> page;
        do {
            page = store.list(study, SiteScope.only(Set.of(site)), new Page(after, Page.LARGEST));
            all.addAll(page);
            after = page.isEmpty()
                    ? Optional.empty()
                    : Optional.of(page.get(page.size() - 1).id());
        } while (page.size() == Page.LARGEST);
        return all;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Casebook casebook(String study, String subject) {
        return Casebook.of(revisions.of(study, subject).stream()
                .map(StoredRevision::revision)
                .toList());
    }

    private static Stream<WorkItem> items(CompiledStudy study, Subject subject, Actor reader, Calendar calendar) {
        return calendar.entries().stream()
                .map(entry -> new WorkItem(
                        subject.id(),
                        entry,
                        study.definition().form(entry.form()).map(Form::name).orElse(entry.form()),
                        reader.enters(entry.category(), subject.site())));
    }

    /** What a subject waits for whose first visits cannot be dated yet; cycles come later. */
    private static List<WorkItem> firstWaiting(List<WorkItem> items) {
        boolean somethingDated =
                items.stream().anyMatch(item -> item.entry().state().isOpen());
        Optional<StudyEvent> first = items.stream()
                .filter(item -> item.entry().state() == CalendarState.WAITING)
                .map(item -> item.entry().event())
                .filter(event -> event.repetition().isEmpty())
                .findFirst();
        return somethingDated
                ? List.of()
                : items.stream()
                        .filter(item -> item.entry().state() == CalendarState.WAITING)
                        .filter(item -> first.equals(Optional.of(item.entry().event())))
                        .toList();
    }

    private static List<WorkItem> in(List<WorkItem> items, Set<CalendarState> states) {
        return items.stream()
                .filter(item -> states.contains(item.entry().state()))
                .sorted(ORDER)
                .toList();
    }

    private static boolean opensBefore(WorkItem item, Instant horizon) {
        return item.entry()
                .planned()
                .from()
                .or(() -> item.entry().planned().target())
                .filter(opens -> opens.isBefore(horizon))
                .isPresent();
    }
}
