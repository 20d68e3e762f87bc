package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Notes that a subject was randomized. The news can come more than once, and has one effect. */
@ApplicationScoped
public class RecordRandomization {
    private final Subjects subjects;
    private final SubjectStore store;
    private final Stratifications stratifications;
    private final Studies studies;
    private final RevisionStore revisions;
    private final SystemQueries queries;
    private final Clock clock;

    public RecordRandomization(
            Studies studies,
            Subjects subjects,
            SubjectStore store,
            RevisionStore revisions,
            SystemQueries queries,
            Clock clock) {
        this.studies = studies;
        this.stratifications = new Stratifications(studies);
        this.revisions = revisions;
        this.queries = queries;
        this.subjects = subjects;
        this.store = store;
        this.clock = clock;
    }

    public Subject record(Actor service, String study, String id, Randomization randomization) {
        Subject before = subjects.require(service, study, id);
        if (before.randomization().isEmpty()) {
            store.recordRandomization(study, id, randomization, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }
        Subject subject = before.randomization().isPresent() ? before : subjects.require(service, study, id);
        Optional<String> known = subject.randomization().map(Randomization::number);
        if (!known.equals(Optional.of(randomization.number()))) {
            throw Refusal.of(
                            ProblemType.ALREADY_RANDOMIZED,
                            "The subject " + id + " has the randomization number " + known.orElse("(none)") + ", not "
                                    + randomization.number() + ".")
                    .fix("Compare the randomization list with the subject's record.")
                    .with("randomizationNumber", known.orElse(""));
        }
        revisions.passTurn(study, List.of(id));
        askAboutLevels(subject);
        return subject;
    }

    /**
     * A value can change between the certificate and the news; this is asked again each time the news comes. Saves that began before
     * it and were not stored yet begin again, and then know how the subject was randomized.
     */
    private void askAboutLevels(Subject subject) {
        studies.find(subject.study()).map(published -> studies.of(subject)).ifPresent(study -> {
            List<StoredRevision> read = revisions.of(subject.study(), subject.id(), stratifications.forms(study));
            queries.askAboutLevels(study, subject, read);
        });
    }
}
