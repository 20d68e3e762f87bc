package org.equipoise.ecrf.domain.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.study.AnchorSource;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.ScheduledForm;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;

/**
 * Which forms' checks and windows a form has a say in, worked out once for a study version.
 *
 * @param touched the forms that may have to be looked at again when a form is saved, by that form
 */
public record Dependencies(Map<FormPlace, Set<FormPlace>> touched) {
    /** Copies the map. */
    public Dependencies {
        touched = Map.copyOf(touched);
    }

    /**
     * Works out the dependencies of a study.
     *
     * @param study the study
     * @param forms its compiled forms
     * @param withdrawal its rule about withdrawn consent, if it has one: every form depends on the form that decides it
     * @return the dependencies
     */
    static Dependencies of(StudyDefinition study, Map<String, FormRules> forms, Optional<WithdrawalRule> withdrawal) {
        Map<FormPlace, Set<FormPlace>> touched = new HashMap<>();
        for (StudyEvent event : study.schedule().events()) {
            for (ScheduledForm scheduled : event.forms()) {
                FormPlace place = new FormPlace(event.id(), scheduled.form());
                FormRules rules = forms.get(scheduled.form());
                if (rules != null) {
                    rules.inputs(study, event.id()).forEach(input -> add(study, touched, input, place));
                }
                anchor(study, event, scheduled.form()).forEach(source -> add(study, touched, source, place));
                withdrawal.ifPresent(rule -> add(study, touched, rule.place(), place));
            }
        }
        return new Dependencies(touched);
    }

    /**
     * The forms that may have to be looked at again.
     *
     * @param saved the form that was saved
     * @return events and forms; the saved form itself is among them only if another repeat or event of it depends on it
     */
    public Set<FormPlace> on(FormPlace saved) {
        return touched.getOrDefault(saved, Set.of());
    }

    private static Set<FormPlace> anchor(StudyDefinition study, StudyEvent event, String form) {
        Set<FormPlace> places = new HashSet<>();
        study.schedule().judging(event, form).forEach(source -> {
            if (source instanceof AnchorSource.AtItem item) {
                places.add(new FormPlace(item.path().event(), item.path().form()));
            } else {
                study.schedule()
                        .event(source.event())
                        .ifPresent(found ->
                                found.forms().forEach(entry -> places.add(new FormPlace(found.id(), entry.form()))));
            }
        });
        return places;
    }

    private static void add(
            StudyDefinition study, Map<FormPlace, Set<FormPlace>> touched, FormPlace input, FormPlace place) {
        if (!input.event().equals(ItemPath.ANY_EVENT)) {
            touched.computeIfAbsent(input, key -> new HashSet<>()).add(place);
            return;
        }
        study.schedule().events().stream()
                .filter(event -> event.scheduled(input.form()).isPresent())
                .forEach(event -> touched.computeIfAbsent(
                                new FormPlace(event.id(), input.form()), key -> new HashSet<>())
                        .add(place));
    }
}
