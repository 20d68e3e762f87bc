package org.equipoise.ecrf.domain.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.ScheduledForm;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/**
 * The error checks of one form in one event, to be run again on present data when a decision rests on the form.
 *
 * <p>A check that passed when the form was saved may fail since one of its inputs was corrected, and it said nothing if an
 * input was not there yet.
 */
public final class StandingChecks {
    private final StudyDefinition study;
    private final FormPlace place;
    private final List<CompiledCheck> errors;

    StandingChecks(StudyDefinition study, FormPlace place, List<CompiledCheck> checks) {
        this.study = study;
        this.place = place;
        this.errors = checks.stream()
                .filter(check -> check.check().severity() == Severity.ERROR)
                .toList();
    }

    /**
     * The forms whose values the checks name.
     *
     * @return events and forms
     */
    public Set<FormPlace> inputs() {
        return errors.stream()
                .flatMap(check -> check.inputForms(study, place.event()).stream())
                .collect(Collectors.toSet());
    }

    /**
     * What stands against the form now: the message of each check that fails, and each input form that was never entered
     * although its event requires it. A form that the event does not require may rightly be absent (a pregnancy test), and an
     * entered form without the value has given its reason.
     *
     * @param casebook the subject's data, at least the form itself and {@link #inputs}
     * @return the objections, each once; empty if there are none
     */
    public List<String> objections(Casebook casebook) {
        Map<String, ItemValue> values =
                casebook.content(instance(place)).map(FormContent::values).orElse(Map.of());
        Stream<String> failed = errors.stream()
                .flatMap(check -> check.run(study, instance(place), values, casebook).stream())
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::message);
        Stream<String> absent = inputs().stream()
                .filter(input -> casebook.content(instance(input)).isEmpty())
                .map(this::requiredName)
                .flatMap(Optional::stream)
                .map(name -> name + " has not been entered")
                .collect(Collectors.toCollection(TreeSet::new))
                .stream();
        return Stream.concat(failed, absent).distinct().toList();
    }

    private Optional<String> requiredName(FormPlace input) {
        return study.schedule()
                .event(input.event())
                .filter(event -> event.scheduled(input.form())
                        .filter(ScheduledForm::required)
                        .isPresent())
                .flatMap(event -> study.form(input.form()).map(form -> form.name() + " at " + event.name()));
    }

    private static FormInstance instance(FormPlace place) {
        return new FormInstance(place.event(), place.form(), 1);
    }
}
