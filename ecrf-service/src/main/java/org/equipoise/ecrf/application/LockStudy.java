package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Locks a study's data: first a freeze, after which nothing is saved; then the lock over a hash of everything. A checklist says
 * what is unfinished; whoever locks accepts each point by name.
 */
@ApplicationScoped
public class LockStudy {
    /** Named places of each point; beyond that, the count alone. */
    private static final int MOST_PLACES = 100;

    private final Studies studies;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final QueryStore queries;
    private final NoticeStore notices;
    private final MarkStore marks;
    private final MarkData marking;

    public LockStudy(
            Studies studies,
            SubjectStore subjects,
            RevisionStore revisions,
            QueryStore queries,
            NoticeStore notices,
            MarkStore marks,
            MarkData marking) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.queries = queries;
        this.notices = notices;
        this.marks = marks;
        this.marking = marking;
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
                    description = "Its name: open-queries, open-alerts, open-deviations, unreviewed-forms,"
                            + " unverified-forms or unsigned-subjects")
            String id,

            @Schema(description = "How many places are unfinished")
            long count,

            @Schema(
                    description = "The first 100 of them: forms such as 01-001/VISIT/FORM/1, or subjects; none for open"
                            + " queries")
            List<String> places) {}

    /** Whether and since when the study is locked, and over what. */
    public record StudyLock(String study, Closure state, Optional<Instant> since, Optional<String> contentHash) {}

    public StudyLock read(String study) {
        studies.current(study);
        List<Mark> history = history(study);
        Optional<Mark> closing = history.stream()
                .filter(mark -> mark.action() == MarkAction.LOCK || mark.action() == MarkAction.FREEZE)
                .reduce((earlier, later) -> later);
        Closure state = Closure.after(history);
        return new StudyLock(
                study,
                state,
                closing.filter(mark -> state != Closure.OPEN).map(Mark::at),
                closing.filter(mark -> state.isLocked())
                        .map(mark -> mark.statement().contentHash()));
    }

    /** What is unfinished of what the reader may see: forms that nobody may both see and review are no point. */
    public List<Point> checklist(Actor reader, String study) {
        ToldCategories told = new ToldCategories(studies, study);
        Map<String, List<String>> places = new LinkedHashMap<>();
        List.of("unreviewed-forms", "unverified-forms", "unsigned-subjects")
                .forEach(id -> places.put(id, new ArrayList<>()));
        FormCategories categories = new FormCategories(studies, told.present());
        subjects.all(study)
                .forEach(subject -> inspect(
                        subject,
                        form -> categories
                                .of(form)
                                .filter(category -> reader.sees(category, subject.site()))
                                .isPresent(),
                        places));
        List<Point> points = new ArrayList<>();
        QueryStore.Visibility visibility = QueryStore.Visibility.of(told.present(), reader);
        long open = queries.unclosed(visibility).stream()
                .filter(query -> query.status() == QueryStatus.OPEN && told.isFor(reader, query))
                .count();
        if (open > 0) {
            points.add(new Point("open-queries", open, List.of()));
        }
        openNotices(visibility, Raise.DEVIATION).ifPresent(points::add);
        openNotices(visibility, Raise.ALERT).ifPresent(points::add);
        places.forEach((id, found) -> {
            if (!found.isEmpty()) {
                points.add(new Point(
                        id, found.size(), found.stream().limit(MOST_PLACES).toList()));
            }
        });
        return points;
    }

    private Optional<Point> openNotices(QueryStore.Visibility visibility, Raise kind) {
        Map<String, Long> bySubject = new TreeMap<>(notices.open(visibility, kind));
        long open = bySubject.values().stream().mapToLong(Long::longValue).sum();
        return open == 0
                ? Optional.empty()
                : Optional.of(new Point(
                        "open-" + kind.code() + "s",
                        open,
                        bySubject.keySet().stream().limit(MOST_PLACES).toList()));
    }

    /** Freezes, or opens again. */
    public StudyLock set(Actor author, String study, CloseData.Step step) {
        marking.mark(author, marking(study, step, "", List.of()));
        return read(study);
    }

    /** Locks, with each unfinished point accepted by name; what is hashed and locked is what the freeze has left. */
    public StudyLock lock(Actor author, String study, CloseData.Step step, Collection<String> accepted) {
        List<String> named = accepted.stream().distinct().sorted().toList();
        List<Mark> history = history(study);
        MarkData.Marking repeat = marking(study, step, "", named);
        if (marking.replayed(author, repeat).isEmpty()) {
            requireFrozen(Closure.after(history));
            requireAccepted(checklist(author, study), named);
        }
        marking.mark(author, marking(study, step, contentHash(study), named).after(history.size()));
        return read(study);
    }

    /** Makes a lock final, because the arms are about to be revealed over exactly what was locked at that instant. */
    public StudyLock seal(Actor service, String study, Instant lockedAt) {
        StudyLock lock = read(study);
        requireThisLock(lock, lockedAt);
        if (lock.state() == Closure.SEALED) {
            return lock;
        }
        Mark.Statement statement =
                new Mark.Statement(0, lock.contentHash().orElse(""), List.of(), Optional.of("Arms are revealed"));
        marking.mark(
                service, new MarkData.Marking(study, Target.study(), MarkAction.SEAL, statement, "seal:" + lockedAt));
        StudyLock sealed = read(study);
        requireThisLock(sealed, lockedAt);
        return sealed;
    }

    private static void requireThisLock(StudyLock lock, Instant lockedAt) {
        if (!lock.state().isLocked() || !lock.since().equals(Optional.of(lockedAt))) {
            throw Refusal.of(ProblemType.STATE_CONFLICT, "The data are not locked since " + lockedAt + ".")
                    .fix("Read the lock; the data may have been opened in between.")
                    .with("state", lock.state().code());
        }
    }

    private static void requireFrozen(Closure state) {
        if (state == Closure.OPEN) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "The study is open: somebody may be entering data at this moment.")
                    .fix("Freeze the study first.")
                    .with("state", state.code());
        }
    }

    private static void requireAccepted(List<Point> points, List<String> accepted) {
        List<Point> remaining =
                points.stream().filter(point -> !accepted.contains(point.id())).toList();
        if (!remaining.isEmpty()) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "Not everything is finished: "
                                    + remaining.stream()
                                            .map(point -> point.count() + " "
                                                    + point.id().replace('-', ' '))
                                            .collect(Collectors.joining(", "))
                                    + ".")
                    .fix("Finish it, or name each point in accept and say why in reason.")
                    .with("checklist", remaining);
        }
    }

    private static MarkData.Marking marking(
            String study, CloseData.Step step, String contentHash, List<String> accepted) {
        Mark.Statement statement = new Mark.Statement(0, contentHash, accepted, step.text());
        return new MarkData.Marking(study, Target.study(), step.action(), statement, step.requestKey());
    }

    private List<Mark> history(String study) {
        return marks.of(study, List.of(Target.study().key())).stream()
                .map(StoredMark::mark)
                .toList();
    }

    private void inspect(Subject subject, Predicate<Revision> isSeen, Map<String, List<String>> places) {
        List<StoredRevision> all = revisions.of(subject.study(), subject.id());
        Map<FormInstance, List<StoredRevision>> forms = all.stream()
                .collect(Collectors.groupingBy(stored -> stored.revision().instance()));
        Map<String, List<Mark>> marked = marks.ofSubject(subject.study(), subject.id()).stream()
                .map(StoredMark::mark)
                .collect(Collectors.groupingBy(mark -> mark.target().key()));
        forms.forEach((instance, history) -> {
            if (!isSeen.test(history.get(history.size() - 1).revision())) {
                return;
            }
            FormStanding standing = FormStanding.of(
                    history.stream().map(StoredRevision::revision).toList(),
                    history.get(history.size() - 1).hash(),
                    marked.getOrDefault(
                            Target.form(subject.site(), subject.id(), instance).key(), List.of()),
                    Set.of());
            String place = subject.id() + "/" + instance;
            if (!standing.reviewed()) {
                places.get("unreviewed-forms").add(place);
            }
            if (!standing.unverified().isEmpty()) {
                places.get("unverified-forms").add(place);
            }
        });
        List<Mark> onSubject =
                marked.getOrDefault(Target.subject(subject.site(), subject.id()).key(), List.of());
        boolean signed = new SignedContent(studies, subject, all)
                .signatures(onSubject).stream().anyMatch(FormStanding.Signature::valid);
        if (!signed) {
            places.get("unsigned-subjects").add(subject.id());
        }
    }

    /** Hash over the heads of all chains of all forms, subject by subject. */
    private String contentHash(String study) {
        List<String> heads = new ArrayList<>();
        for (Subject subject : subjects.all(study)) {
            Map<FormInstance, String> forms = new TreeMap<>();
            revisions
                    .of(study, subject.id())
                    .forEach(stored -> forms.put(stored.revision().instance(), stored.hash()));
            forms.forEach((instance, hash) -> heads.add(subject.id() + "/" + instance + " " + hash));
        }
        return CanonicalJson.sha256(heads);
    }
}
