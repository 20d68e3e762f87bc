package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Locks a study's data: first a freeze, after which nothing is saved; then the lock over a hash of everything. A checklist says
 * what is unfinished; whoever locks accepts each point by name.
 */
@ApplicationScoped
public class LockStudy {
    private final Studies studies;
    private final LockChecklist checklist;
    private final LockedContent content;
    private final MarkStore marks;
    private final MarkData marking;

    public LockStudy(
            Studies studies, LockChecklist checklist, LockedContent content, MarkStore marks, MarkData marking) {
        this.studies = studies;
        this.checklist = checklist;
        this.content = content;
        this.marks = marks;
        this.marking = marking;
    }

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
            requireAccepted(checklist.of(author, study), named);
        }
        marking.mark(author, marking(study, step, content.hash(study), named).after(history.size()));
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

    private static void requireAccepted(List<LockChecklist.Point> points, List<String> accepted) {
        List<LockChecklist.Point> remaining =
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
}
