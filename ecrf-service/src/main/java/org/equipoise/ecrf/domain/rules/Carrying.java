package org.equipoise.ecrf.domain.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.CarryRule;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/**
 * The items of a form whose values are taken over from an earlier form when a condition over the entered values says so.
 *
 * <p>The server writes the value that the earlier form has at the moment of the save. An item that was entered, or for whose
 * absence a reason was given, is left as it is; the study's checks say what they think of that.
 *
 * @param carried the items
 */
record Carrying(List<Carried> carried) {
    Carrying {
        carried = List.copyOf(carried);
    }

    /**
     * An item that can be carried.
     *
     * @param item the item's id
     * @param rule where its value comes from
     * @param when the compiled condition
     */
    record Carried(String item, CarryRule rule, Expression when) {}

    Map<String, ItemValue> fill(
            StudyDefinition study,
            FormInstance form,
            Map<String, ItemValue> entered,
            Set<String> explained,
            Casebook casebook) {
        Map<String, ItemValue> filled = new HashMap<>(entered);
        carried.stream()
                .filter(each -> !entered.containsKey(each.item()) && !explained.contains(each.item()))
                .filter(each -> each.when().holds(entered).orElse(false))
                .forEach(each -> {
                    ItemPath from = study.resolve(each.rule().from(), form.event());
                    casebook.value(from).ifPresent(value -> filled.put(each.item(), value));
                });
        return filled;
    }

    Set<String> carriedIn(StudyDefinition study, FormInstance form, Map<String, ItemValue> values, Casebook casebook) {
        return carried.stream()
                .filter(each -> values.containsKey(each.item()))
                .filter(each -> each.when().holds(values).orElse(false))
                .filter(each -> casebook.value(study.resolve(each.rule().from(), form.event()))
                        .filter(values.get(each.item())::equals)
                        .isPresent())
                .map(Carried::item)
                .collect(Collectors.toSet());
    }

    Set<FormPlace> sources(StudyDefinition study, String event) {
        return carried.stream()
                .map(each -> study.resolve(each.rule().from(), event))
                .map(path -> new FormPlace(path.event(), path.form()))
                .collect(Collectors.toSet());
    }
}
