package org.equipoise.ecrf.application;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** A form of a subject, found in the study: its event, its definition, and who may see it there. */
record FormLocation(
        StudyEvent event, Form form, FormCategory category, FormInstance instance, Subject subject, Sight sight) {
    /** Finds the form for somebody who must be allowed to see it; otherwise it does not exist. */
    static FormLocation find(
            Studies studies, CompiledStudy study, Actor actor, Subject subject, FormInstance instance) {
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
        return new FormLocation(event, form, category, instance, subject, Sight.of(studies, subject.study(), actor));
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

    /** The items that the actor does not see. */
    HiddenItems hidden() {
        return sight.hidden(form.id(), subject.site());
    }

    /** The items that the actor may not enter, hidden or not. */
    HiddenItems closed() {
        return sight.closed(form.id(), subject.site());
    }

    /** The form as it is for the actor. */
    Form seen() {
        return hidden().in(form);
    }

    /** What tells of an item, or of the form as a whole, is of these. */
    Set<FormCategory> categories(Optional<String> item) {
        Set<FormCategory> categories = EnumSet.of(category);
        item.flatMap(key -> form.item(CellKey.itemOf(key)))
                .flatMap(Item::category)
                .ifPresent(categories::add);
        return categories;
    }

    FormPlace place() {
        return new FormPlace(instance.event(), instance.form());
    }
}
