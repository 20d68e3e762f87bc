package org.equipoise.ecrf.application;

import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StrictestCategories;

/**
 * Who may see what was saved: the strictest that any version of the study says of the form in its event, so that what one version
 * hid stays hidden when another drops the form.
 */
final class FormCategories {
    private final Studies studies;
    private final String study;
    private final StrictestCategories strictest;

    FormCategories(Studies studies, String study) {
        this.studies = studies;
        this.study = study;
        this.strictest = studies.formCategories(study);
    }

    Optional<FormCategory> of(Revision revision) {
        FormInstance instance = revision.instance();
        return of(instance.event(), instance.form(), revision.definitionVersion());
    }

    /** Of a form that was saved under a version. */
    Optional<FormCategory> of(String event, String form, String version) {
        return of(event, form)
                .or(() -> studies.version(study, version).definition().categoryOf(event, form));
    }

    /** Of a form that some version asks for. */
    Optional<FormCategory> of(String event, String form) {
        return strictest.of(event, form);
    }
}
