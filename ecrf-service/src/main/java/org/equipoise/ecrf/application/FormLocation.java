package org.equipoise.ecrf.application;

import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** A form of a subject, found in the study: its event, its definition, and who may see it there. */
record FormLocation(StudyEvent event, Form form, FormCategory category, FormInstance instance, Subject subject) {
    /** Finds the form for somebody who must be allowed to see it; otherwise it does not exist. */
    static FormLocation find(CompiledStudy study, Actor actor, Subject subject, FormInstance instance) {
        StudyEvent event = study.definition().schedule().event(instance.event()).orElseThrow(Refusal::notFound);
        FormCategory category =
                study.definition().categoryOf(instance.event(), instance.form()).orElseThrow(Refusal::notFound);
        Form form = study.definition().form(instance.form()).orElseThrow(Refusal::notFound);
        if (!actor.sees(category, subject.site())) {
            throw Refusal.notFound();
        }
        int most = form.repeating() || event.repeating() ? FormInstance.MOST_REPEATS : 1;
        if (instance.repeat() < 1 || instance.repeat() > most) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "repeat is " + instance.repeat() + ", but " + form.id() + " in " + event.id()
                                    + " takes 1 to " + most + ".")
                    .fix("Send a repeat of this range, or none for the first.");
        }
        return new FormLocation(event, form, category, instance, subject);
    }

    FormLocation requireEntry(Actor actor) {
        if (!actor.enters(category, subject.site())) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "This needs the permission " + category.code() + "-data.enter.")
                    .fix("Ask the study's administrator, if your work needs it.");
        }
        return this;
    }

    FormPlace place() {
        return new FormPlace(instance.event(), instance.form());
    }
}
