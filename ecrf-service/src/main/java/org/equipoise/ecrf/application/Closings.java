package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.ItemClosures;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Brings marks into force that stop saves, so that no save which did not see the mark is stored after it.
 *
 * <p>First the mark is announced: saves that begin now are refused. Then a turn of each subject concerned is passed: saves that
 * began before, and were not stored yet, have to begin again. What is there now is what is closed, and the mark comes into
 * force; one on a form is withdrawn if that is something else than what the person looked at.
 */
@ApplicationScoped
public class Closings {
    /** Who announced a mark this long ago has come to a stop. */
    private static final Duration ABANDONED = Duration.ofSeconds(30);

    private final MarkStore marks;
    private final RevisionStore revisions;
    private final SubjectStore subjects;
    private final Clock clock;

    public Closings(MarkStore marks, RevisionStore revisions, SubjectStore subjects, Clock clock) {
        this.marks = marks;
        this.revisions = revisions;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * Brings an announced mark into force, or withdraws it. Whoever does it comes to the same result, any number of times.
     *
     * @return what was saved after the person had looked, if the mark was withdrawn
     */
    Optional<Revision> settle(StoredMark announced) {
        Mark mark = announced.mark();
        revisions.passTurn(mark.study(), subjects(mark));
        Optional<Revision> present = mark.target().instance().flatMap(instance -> savedMeanwhile(mark, instance));
        if (present.isPresent()) {
            marks.withdraw(announced);
        } else {
            marks.confirm(announced);
        }
        return present;
    }

    /**
     * Settles what a sudden stop of any replica left announced.
     *
     * @return how many marks that were
     */
    public int settleAbandoned() {
        List<StoredMark> abandoned = marks.announcedUntil(clock.instant().minus(ABANDONED));
        abandoned.forEach(this::settle);
        return abandoned.size();
    }

    static Refusal overtaken(int seen, Revision present) {
        return Refusal.of(
                        ProblemType.REVISION_CONFLICT,
                        "You looked at revision " + seen + ", but "
                                + present.savedBy().name() + " saved revision " + present.number() + " at "
                                + present.savedAt() + ".")
                .fix("Look at the present revision and send its number.")
                .with("currentRevision", present.number());
    }

    /** Asked for after the announcement: a subject that is screened later begins with refused saves. */
    private Collection<String> subjects(Mark mark) {
        Target target = mark.target();
        return target.subject()
                .map(List::of)
                .orElseGet(() -> subjects.all(mark.study()).stream()
                        .filter(subject ->
                                target.site().isEmpty() || target.site().get().equals(subject.site()))
                        .map(Subject::id)
                        .toList());
    }

    private Optional<Revision> savedMeanwhile(Mark mark, FormInstance instance) {
        List<Revision> history =
                revisions.history(mark.study(), mark.target().subject().orElseThrow(), instance).stream()
                        .map(StoredRevision::revision)
                        .toList();
        Optional<Revision> present = history.stream().reduce((earlier, later) -> later);
        return present.filter(now -> now.number() != mark.statement().revision() && !saysTheSame(mark, history, now));
    }

    /** A freeze or lock of items leaves the others alone, and so holds if only those have changed. */
    private static boolean saysTheSame(Mark mark, List<Revision> history, Revision present) {
        return mark.action().isOnItems()
                && history.stream()
                        .filter(revision ->
                                revision.number() == mark.statement().revision())
                        .anyMatch(seen -> ItemClosures.changed(
                                        mark.statement().items(), seen.content(), present.content())
                                .isEmpty());
    }
}
