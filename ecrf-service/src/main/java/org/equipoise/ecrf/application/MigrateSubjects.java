package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Moves chosen subjects to a later version of the study. A subject's move is one write, so that it happens wholly or not at all,
 * and one that happened before is not repeated. What was entered stays as it is, each revision under the version that it names.
 */
@ApplicationScoped
public class MigrateSubjects {
    private final Studies studies;
    private final StudyStore versions;
    private final SubjectStore store;
    private final RevisionStore revisions;
    private final OpenData open;
    private final Clock clock;

    public MigrateSubjects(
            Studies studies,
            StudyStore versions,
            SubjectStore store,
            RevisionStore revisions,
            OpenData open,
            Clock clock) {
        this.studies = studies;
        this.versions = versions;
        this.store = store;
        this.revisions = revisions;
        this.open = open;
        this.clock = clock;
    }

    /** What became of a subject. */
    public enum Outcome {
        MIGRATED,
        /** The subject is under the version already. */
        UNCHANGED,
        REFUSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a subject; {@code why} if it was refused. */
    public record Result(String subject, Outcome outcome, Optional<String> from, Optional<String> why) {}

    /** Who goes where, and why. */
    public record Order(String study, String to, List<String> subjects, String reason) {
        public Order {
            subjects = List.copyOf(subjects);
        }
    }

    public List<Result> migrate(Actor author, Order order) {
        List<String> published = versions.all(order.study()).stream()
                .map(PublishedStudy::version)
                .toList();
        if (!published.contains(order.to())) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "to is " + order.to() + ", but the published versions are " + String.join(", ", published)
                                    + ".")
                    .fix("Name a published version.");
        }
        return new LinkedHashSet<>(order.subjects())
                .stream()
                        .map(subject -> move(author, order, subject, published))
                        .toList();
    }

    /** A subject's moves; why, only for those who may know what the reason may tell. */
    public List<Migration> history(Actor reader, String study, String id) {
        Optional<Subject> found =
                store.find(study, id).filter(subject -> reader.scope().includes(subject.site()));
        if (found.isEmpty()) {
            throw Refusal.notFound();
        }
        String site = found.get().site();
        return store.migrations(study, id).stream()
                .map(move -> reader.isTold(move.by(), site) ? move : move.withoutReason())
                .toList();
    }

    private Result move(Actor author, Order order, String id, List<String> published) {
        Optional<Subject> found =
                store.find(order.study(), id).filter(subject -> author.scope().includes(subject.site()));
        if (found.isEmpty()) {
            return refused(id, Optional.empty(), "There is no such subject.");
        }
        Subject subject = found.get();
        Optional<String> from = subject.definitionVersion();
        if (from.equals(Optional.of(order.to()))) {
            // whoever moved it may have stopped before its turn was passed
            revisions.passTurn(order.study(), List.of(id));
            return new Result(id, Outcome.UNCHANGED, from, Optional.empty());
        }
        Optional<String> objection = objection(order, subject, published);
        if (objection.isPresent()) {
            return refused(id, from, objection.get());
        }
        Migration migration = new Migration(
                from,
                order.to(),
                order.reason(),
                author.author(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!store.migrate(order.study(), id, migration)) {
            return move(author, order, id, published);
        }
        // saves that began under the version before, and were not stored yet, begin again
        revisions.passTurn(order.study(), List.of(id));
        return new Result(id, Outcome.MIGRATED, from, Optional.empty());
    }

    private Optional<String> objection(Order order, Subject subject, List<String> published) {
        boolean backwards = subject.definitionVersion()
                .filter(from -> published.indexOf(from) > published.indexOf(order.to()))
                .isPresent();
        if (backwards) {
            return Optional.of("The subject is under version "
                    + subject.definitionVersion().orElseThrow() + ", which was published after " + order.to() + ".");
        }
        if (studies.version(order.study(), order.to())
                .definition()
                .site(subject.site())
                .isEmpty()) {
            return Optional.of("Version " + order.to() + " has no site " + subject.site() + ".");
        }
        return open.obstacle(order.study(), Target.subject(subject.site(), subject.id()))
                .map(obstacle -> "The " + obstacle.target().level().code() + " is "
                        + obstacle.closure().code() + ".");
    }

    private static Result refused(String subject, Optional<String> from, String why) {
        return new Result(subject, Outcome.REFUSED, from, Optional.of(why));
    }
}
