package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.Refusal;

/** Shows the present state of a form, or all of its revisions. */
@ApplicationScoped
public class ReadForm {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;

    public ReadForm(Studies studies, Subjects subjects, RevisionStore revisions) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
    }

    public FormView read(Actor reader, String study, String subject, FormInstance instance) {
        List<FormView> history = history(reader, study, subject, instance);
        return history.get(history.size() - 1);
    }

    /** All revisions, oldest first; never empty, for a form without any does not exist. */
    public List<FormView> history(Actor reader, String study, String subject, FormInstance instance) {
        Subject found = subjects.require(reader, study, subject);
        FormLocation.find(studies.current(study), reader, found, instance);
        List<StoredRevision> history = revisions.history(study, subject, instance);
        if (history.isEmpty()) {
            throw Refusal.notFound();
        }
        return history.stream().map(stored -> FormView.of(stored, reader)).toList();
    }
}
