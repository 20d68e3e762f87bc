package org.equipoise.ecrf.domain.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** The derivations and edit checks of one form. */
public final class FormRules {
    private final Derivations derivations;
    private final List<CompiledCheck> checks;

    FormRules(Derivations derivations, List<CompiledCheck> checks) {
        this.derivations = derivations;
        this.checks = List.copyOf(checks);
    }

    /**
     * Computes the derived items.
     *
     * @param entered the entered values by item
     * @return entered and derived values by item
     */
    public Map<String, ItemValue> derive(Map<String, ItemValue> entered) {
        return derivations.complete(entered);
    }

    /**
     * Runs all checks.
     *
     * @param study the study, which says who may see what
     * @param form the form that the values belong to
     * @param values the form's values by item, derived ones included
     * @param casebook the subject's other forms, at least those of {@link #inputs}
     * @return what the checks found, in the order of the definition
     */
    public List<Finding> check(
            StudyDefinition study, FormInstance form, Map<String, ItemValue> values, Casebook casebook) {
        return checks.stream()
                .map(check -> check.run(study, form, values, casebook))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The error checks, to be run again later.
     *
     * @param study the study
     * @param place the event and form that they are run for
     * @return the checks
     */
    StandingChecks standing(StudyDefinition study, FormPlace place) {
        return new StandingChecks(study, place, checks);
    }

    /**
     * The forms besides the one at hand that the checks need to look at.
     *
     * @param study the study
     * @param event the event of the form at hand
     * @return events and forms; the event is {@code *} where any is meant
     */
    public Set<FormPlace> inputs(StudyDefinition study, String event) {
        Set<FormPlace> places = new HashSet<>();
        checks.forEach(check -> places.addAll(check.inputForms(study, event)));
        return places;
    }
}
