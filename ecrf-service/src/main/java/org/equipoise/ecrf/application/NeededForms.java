package org.equipoise.ecrf.application;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.rules.WithdrawalRule;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;

/** Which of a subject's forms have to be read to save one. */
final class NeededForms {
    /** With more kinds of form than this, one read of everything is the cheaper query. */
    private static final int MOST_KINDS = 12;

    private NeededForms() {}

    /** The forms, or empty if nearly all of them are needed. */
    static Optional<Set<FormSelector>> of(CompiledStudy study, FormLocation location) {
        StudyDefinition definition = study.definition();
        FormPlace place = location.place();
        Set<FormPlace> touched = study.rules().dependencies().on(place);
        Set<FormSelector> needed = own(study, location);
        touched.forEach(other -> {
            needed.add(FormSelector.anywhere(other.form()));
            rules(study, other.form())
                    .inputs(definition, other.event())
                    .forEach(input -> needed.add(FormSelector.anywhere(input.form())));
        });
        touched.forEach(other -> definition
                .schedule()
                .event(other.event())
                .ifPresent(event -> needed.addAll(Selectors.judging(definition.schedule(), event, other.form()))));
        return needed.size() > MOST_KINDS && !touched.isEmpty() ? Optional.empty() : Optional.of(needed);
    }

    private static Set<FormSelector> own(CompiledStudy study, FormLocation location) {
        StudyEvent event = location.event();
        Set<FormSelector> needed = new HashSet<>();
        for (FormPlace input : rules(study, location.form().id()).inputs(study.definition(), event.id())) {
            needed.add(
                    event.repeating() && input.event().equals(event.id())
                            ? FormSelector.inEvent(event.id())
                            : Selectors.first(input));
        }
        needed.add(FormSelector.of(location.instance()));
        needed.addAll(Selectors.judging(
                study.definition().schedule(), event, location.form().id()));
        study.rules()
                .withdrawal()
                .map(WithdrawalRule::place)
                .map(Selectors::first)
                .ifPresent(needed::add);
        return needed;
    }

    private static FormRules rules(CompiledStudy study, String form) {
        return study.rules().forms().get(form);
    }
}
