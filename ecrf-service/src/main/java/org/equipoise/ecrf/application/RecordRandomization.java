package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
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
    private final Clock clock;

    public RecordRandomization(Subjects subjects, SubjectStore store, Clock clock) {
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
        return subject;
    }
}
