package org.equipoise.ecrf.application;

import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.subject.Subject;

/** A signed form stays under the version that it was signed in until it is changed itself, also when the subject has moved on. */
final class SignedVersions {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;

    SignedVersions(Studies studies, Subjects subjects, RevisionStore revisions) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
    }

    /** The version of a form's present revision, if that is signed and not the subject's own. */
    Optional<CompiledStudy> of(Subject subject, StoredRevision present) {
        String version = present.revision().definitionVersion();
        return subject.definitionVersion()
                .filter(own -> !own.equals(version) && isSigned(subject, present))
                .map(own -> studies.inForce(subject.study(), version));
    }

    /** The version by which the next save of a form is checked; empty if the subject's version does not ask for the form. */
    Optional<String> ofNextSave(Subject subject, StoredRevision present) {
        Revision revision = present.revision();
        FormInstance instance = revision.instance();
        CompiledStudy own = studies.of(subject);
        return own.definition()
                .categoryOf(instance.event(), instance.form())
                .map(asked -> of(subject, present).orElse(own).definition().version());
    }

    private boolean isSigned(Subject subject, StoredRevision present) {
        return subjects.isSigned(subject, present)
                || subjects.isSignedWithSubject(
                        subject,
                        new SignedContent(studies, subject, revisions.of(subject.study(), subject.id())),
                        present);
    }
}
