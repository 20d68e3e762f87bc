package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.ItemClosures;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.Refusal;

/** Finds a subject for somebody: one at a site outside the actor's reach does not exist. */
@ApplicationScoped
public class Subjects {
    private final SubjectStore store;
    private final OpenData open;

    public Subjects(SubjectStore store, OpenData open) {
        this.store = store;
        this.open = open;
    }

    public Subject require(Actor actor, String study, String subject) {
        return find(actor, study, subject).orElseThrow(Refusal::notFound);
    }

    Optional<Subject> find(Actor actor, String study, String subject) {
        return store.find(study, subject).filter(found -> actor.scope().includes(found.site()));
    }

    /** Whether somebody's signature is on exactly this state of a form. */
    boolean isSigned(Subject subject, StoredRevision present) {
        Target form =
                Target.form(subject.site(), subject.id(), present.revision().instance());
        return FormStanding.signatures(open.marks(subject.study(), form), present.hash(), Set.of()).stream()
                .anyMatch(FormStanding.Signature::valid);
    }

    /** Whether somebody's signature on the whole subject was given over exactly this state of a form. */
    boolean isSignedWithSubject(Subject subject, SignedContent content, StoredRevision present) {
        return content.isSigned(open.marks(subject.study(), Target.subject(subject.site(), subject.id())), present);
    }

    /** Refuses a change of a form that is closed, or whose subject, site or study is; tells which of its items are closed one by one. */
    ItemClosures requireOpen(Subject subject, FormInstance instance) {
        return open.requireForm(subject.study(), Target.form(subject.site(), subject.id(), instance));
    }

    /** The items of a form that are frozen or locked one by one. */
    ItemClosures closedItems(Subject subject, FormInstance instance) {
        return open.closedItems(subject.study(), Target.form(subject.site(), subject.id(), instance));
    }

    /** The same for all forms of a subject at once. */
    Map<FormInstance, ItemClosures> closedItems(Subject subject) {
        return open.closedItems(subject.study(), subject.id());
    }
}
