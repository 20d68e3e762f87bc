package org.equipoise.ecrf.application;

import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** Who may see a revision: what the version at hand says, or the revision's own if that version dropped the form. */
final class FormCategories {
    private final Studies studies;
    private final StudyDefinition definition;

    FormCategories(Studies studies, StudyDefinition definition) {
        this.studies = studies;
        this.definition = definition;
    }

    Optional<FormCategory> of(Revision revision) {
        FormInstance instance = revision.instance();
        return of(instance.event(), instance.form(), revision.definitionVersion());
    }

    /** Of a form that was saved under a version. */
    Optional<FormCategory> of(String event, String form, String version) {
        return definition
                .categoryOf(event, form)
                .or(() -> studies.version(definition.study(), version)
                        .definition()
                        .categoryOf(event, form));
    }
}
