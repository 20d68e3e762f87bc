package org.equipoise.ecrf.domain.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.Condition;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/**
 * A compiled condition over a subject's data.
 *
 * @param definition the condition as defined
 * @param when its compiled expression
 */
public record NamedCondition(Condition definition, Expression when) {
    /**
     * Tells whether the condition holds.
     *
     * @param casebook the subject's data
     * @return true or false; empty while a value that it names is absent
     */
    public Optional<Boolean> holds(Casebook casebook) {
        Map<String, ItemValue> known = new HashMap<>();
        definition.inputs().forEach((name, path) -> casebook.value(path).ifPresent(value -> known.put(name, value)));
        return when.holds(known);
    }

    /**
     * Whose data it is drawn from: only who may see all of them may learn whether it holds.
     *
     * @param study the study
     * @return the categories of its inputs
     */
    public Set<FormCategory> categories(StudyDefinition study) {
        Set<FormCategory> categories = new TreeSet<>();
        definition
                .inputs()
                .values()
                .forEach(path -> categories.addAll(study.categoriesOf(path.event(), path.form(), path.item())));
        return categories;
    }
}
