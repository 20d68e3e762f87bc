package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.Refusal;

/** Finds a subject for somebody: one at a site outside the actor's reach does not exist. */
@ApplicationScoped
public class Subjects {
    private final SubjectStore store;

    public Subjects(SubjectStore store) {
        this.store = store;
    }

    public Subject require(Actor actor, String study, String subject) {
        return store.find(study, subject)
                .filter(found -> actor.scope().includes(found.site()))
                .orElseThrow(Refusal::notFound);
    }
}
