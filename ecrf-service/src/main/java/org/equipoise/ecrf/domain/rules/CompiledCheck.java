package org.equipoise.ecrf.domain.rules;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.EditCheck;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/**
 * An edit check ready to run.
 *
 * @param check the check as defined
 * @param assertion its compiled rule
 */
record CompiledCheck(EditCheck check, Expression assertion) {
    /**
     * Runs the check.
     *
     * @param study the study, which says who may see what
     * @param place the event and form that the values belong to
     * @param values the form's values by item
     * @param casebook the subject's other forms
     * @return what it found; empty if all is well or a value that the rule names is absent
     */
    Optional<Finding> run(StudyDefinition study, FormPlace place, Map<String, ItemValue> values, Casebook casebook) {
        Map<String, ItemValue> known = new HashMap<>(values);
        inputs(place).forEach((name, path) -> casebook.value(path).ifPresent(value -> known.put(name, value)));
        Expression.Outcome outcome = assertion.evaluate(known);
        if (outcome instanceof Expression.Result result && Boolean.FALSE.equals(result.value())) {
            return Optional.of(finding(study, place, values, check.severity(), check.message()));
        }
        if (outcome instanceof Expression.Failed failed) {
            String message = "The check " + check.id() + " could not be evaluated (" + failed.reason() + ").";
            return Optional.of(finding(study, place, values, Severity.QUERY, message));
        }
        return Optional.empty();
    }

    /**
     * The forms whose values the rule names, besides its own.
     *
     * @param place the event and form that the check belongs to
     * @return events and forms
     */
    Set<FormPlace> inputForms(FormPlace place) {
        return inputs(place).values().stream()
                .map(path -> new FormPlace(path.event(), path.form()))
                .collect(Collectors.toSet());
    }

    private Map<String, ItemPath> inputs(FormPlace place) {
        Map<String, ItemPath> named = new LinkedHashMap<>();
        check.inputs().forEach((name, path) -> {
            if (assertion.variables().contains(name)) {
                named.put(name, path.seenFrom(place.event()));
            }
        });
        return named;
    }

    private Finding finding(
            StudyDefinition study, FormPlace place, Map<String, ItemValue> values, Severity severity, String message) {
        Set<FormCategory> categories = new TreeSet<>();
        study.categoryOf(place.event(), place.form()).ifPresent(categories::add);
        inputs(place)
                .values()
                .forEach(path -> study.categoryOf(path.event(), path.form()).ifPresent(categories::add));
        return new Finding(check.id(), severity, check.items(), message, shown(values), categories);
    }

    private Object shown(Map<String, ItemValue> values) {
        List<String> present =
                check.items().stream().filter(values::containsKey).toList();
        if (present.size() == 1) {
            return values.get(present.get(0)).plain();
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        present.forEach(item -> shown.put(item, values.get(item).plain()));
        return shown;
    }
}
