package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule that the values of a form should satisfy.
 *
 * @param id name of the check, unique in the form
 * @param inputs values of other forms and events that the rule may name, by the name it gives them
 * @param whenMissing what an input without a value means
 * @param match for which forms a rule with inputs of any event must hold
 * @param assertion CEL expression over the form's items and the inputs; true means that all is well
 * @param severity what happens when it is false
 * @param items the items that the finding is shown at
 * @param raises what its failing puts before people besides
 * @param message what is wrong and what to do, for the person at the form
 */
public record EditCheck(
        String id,
        Map<String, ItemPath> inputs,
        MissingInput whenMissing,
        InputMatch match,
        String assertion,
        Severity severity,
        List<String> items,
        Set<Raise> raises,
        String message) {
    /** Copies the collections. */
    public EditCheck {
        inputs = Map.copyOf(inputs);
        items = List.copyOf(items);
        raises = Set.copyOf(raises);
    }
}
