package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.ItemClosures;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Sets the next mark on a target: the number is taken by a unique index, so that marks form one chain. */
@ApplicationScoped
public class MarkData {
    private static final int MOST_ATTEMPTS = 10;

    private final MarkStore marks;
    private final Closings closings;
    private final OpenData open;
    private final Clock clock;

    public MarkData(MarkStore marks, Closings closings, Clock clock) {
        this.marks = marks;
        this.open = new OpenData(marks);
        this.closings = closings;
        this.clock = clock;
    }

    /**
     * Something to be marked, and what the mark says.
     *
     * @param after how many marks it had when it was looked at, if no other may come between
     */
    public record Marking(
            String study,
            Target target,
            MarkAction action,
            Mark.Statement statement,
            String requestKey,
            Optional<Integer> after) {
        public Marking(String study, Target target, MarkAction action, Mark.Statement statement, String requestKey) {
            this(study, target, action, statement, requestKey, Optional.empty());
        }

        Marking after(int earlier) {
            return new Marking(study, target, action, statement, requestKey, Optional.of(earlier));
        }
    }

    /** The mark that was set by this request, or by an earlier one with the same key that asked for the same. */
    Mark mark(Actor author, Marking marking) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            List<StoredMark> earlier = settled(marking);
            Optional<Mark> replayed = replayed(author, marking, earlier);
            if (replayed.isPresent()) {
                return replayed.get();
            }
            open.requireMarksAround(marking.study(), marking.target());
            requirePlace(marking, earlier);
            StoredMark next = next(author, marking, earlier);
            if (marking.action().stopsSaves() ? close(next) : marks.append(next)) {
                return next.mark();
            }
        }
        throw new IllegalStateException("The marks of " + marking.target().key() + " changed too often");
    }

    /** The marks of the target; one that is only announced, by whomever, comes into force first or is withdrawn. */
    private List<StoredMark> settled(Marking marking) {
        List<String> target = List.of(marking.target().key());
        List<StoredMark> announced = marks.withAnnounced(marking.study(), target).stream()
                .filter(StoredMark::announced)
                .toList();
        announced.forEach(closings::settle);
        return marks.of(marking.study(), target);
    }

    private boolean close(StoredMark next) {
        if (!marks.announce(next)) {
            return false;
        }
        closings.settle(next).ifPresent(present -> {
            throw Closings.overtaken(next.mark().statement().revision(), present);
        });
        return true;
    }

    /** What an earlier request with the same key has done. */
    Optional<Mark> replayed(Actor author, Marking marking) {
        return replayed(
                author,
                marking,
                marks.of(marking.study(), List.of(marking.target().key())));
    }

    private static Optional<Mark> replayed(Actor author, Marking marking, List<StoredMark> earlier) {
        Optional<Mark> sameKey = earlier.stream()
                .map(StoredMark::mark)
                .filter(mark -> mark.requestKey().equals(marking.requestKey())
                        && mark.by().id().equals(author.author().id()))
                .findFirst();
        boolean same = sameKey.filter(mark -> mark.action() == marking.action()
                        && mark.statement().items().equals(marking.statement().items())
                        && mark.statement().text().equals(marking.statement().text())
                        && mark.statement().revision() == marking.statement().revision())
                .isPresent();
        if (sameKey.isPresent() && !same) {
            throw RequestKeys.reused();
        }
        return sameKey;
    }

    private static void requirePlace(Marking marking, List<StoredMark> earlier) {
        if (marking.after().filter(seen -> seen != earlier.size()).isPresent()) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "The " + marking.target().level().code() + " was opened or closed in between.")
                    .fix("Look at its present state and try again.");
        }
        List<Mark> marks = earlier.stream().map(StoredMark::mark).toList();
        Closure state = Closure.after(marks);
        if (state.then(marking.action()).isEmpty()) {
            String level = marking.target().level().code();
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "The " + level + " is " + state.code() + ": it cannot take the step "
                                    + marking.action().code() + ".")
                    .fix("Look at its present state; somebody may have been faster.")
                    .with("state", state.code());
        }
        requirePlaceOnItems(marking, ItemClosures.after(marks));
    }

    private static void requirePlaceOnItems(Marking marking, ItemClosures closed) {
        List<String> misplaced =
                closed.misplaced(marking.action(), marking.statement().items());
        if (!misplaced.isEmpty()) {
            String states = misplaced.stream()
                    .map(item -> item + " is " + closed.state(item).code())
                    .collect(Collectors.joining(", "));
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            states + ": no place for the step "
                                    + marking.action().code() + ".")
                    .fix("Look at the present state; somebody may have been faster.")
                    .with("items", misplaced);
        }
    }

    private StoredMark next(Actor author, Marking marking, List<StoredMark> earlier) {
        Mark mark = new Mark(
                marking.study(),
                marking.target(),
                earlier.size() + 1,
                marking.action(),
                marking.statement(),
                author.author(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                marking.requestKey());
        return earlier.isEmpty() ? StoredMark.first(mark) : StoredMark.after(earlier.get(earlier.size() - 1), mark);
    }
}
