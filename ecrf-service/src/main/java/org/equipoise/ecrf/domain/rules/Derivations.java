package org.equipoise.ecrf.domain.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.Item;

/**
 * The derived items of a form, in an order in which each comes after those that it depends on.
 *
 * <p>A derived item has a value only if every item that its expression names has one: the total of an instrument is missing
 * if any of its items is.
 */
final class Derivations {
    private record Step(Item item, Expression expression) {}

    private final List<Step> steps;

    private Derivations(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Puts derivations in order (a topological sort, first come first served).
     *
     * @param path the form's place in the definition
     * @param compiled the derived items and their expressions
     * @param errors where to name items that depend on each other in a circle
     * @return the derivations that can be computed
     */
    static Derivations inOrder(String path, Map<Item, Expression> compiled, List<DefinitionError> errors) {
        Map<String, Step> waiting = new LinkedHashMap<>();
        compiled.forEach((item, expression) -> waiting.put(item.id(), new Step(item, expression)));
        List<Step> ordered = new ArrayList<>();
        boolean moved = true;
        while (moved && !waiting.isEmpty()) {
            List<Step> ready = waiting.values().stream()
                    .filter(step -> Collections.disjoint(step.expression().variables(), waiting.keySet()))
                    .toList();
            ready.forEach(step -> waiting.remove(step.item().id()));
            ordered.addAll(ready);
            moved = !ready.isEmpty();
        }
        for (Step step : waiting.values()) {
            Set<String> circle = new TreeSet<>(step.expression().variables());
            circle.retainAll(waiting.keySet());
            errors.add(new DefinitionError(
                    path + "/items/" + step.item().id() + "/derivation",
                    step.item().derivation().orElse(""),
                    "a derivation that does not depend on itself, but "
                            + step.item().id() + " depends on " + String.join(", ", circle)
                            + ", which depends on it or waits for another circle"));
        }
        return new Derivations(ordered);
    }

    /**
     * Computes the derived items.
     *
     * @param entered the entered values by item
     * @return entered and derived values by item
     */
    Map<String, ItemValue> complete(Map<String, ItemValue> entered) {
        Map<String, ItemValue> values = new HashMap<>(entered);
        for (Step step : steps) {
            compute(step, values).ifPresent(value -> values.put(step.item().id(), value));
        }
        return values;
    }

    private static Optional<ItemValue> compute(Step step, Map<String, ItemValue> values) {
        return step.expression().evaluate(values) instanceof Expression.Result result
                ? Operands.value(step.item(), result.value())
                : Optional.empty();
    }
}
