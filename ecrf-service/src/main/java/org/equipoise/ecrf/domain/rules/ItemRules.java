package org.equipoise.ecrf.domain.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.Completed;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;

/**
 * The derived items of a form and those that are not always asked, in an order in which each comes after those that it depends on.
 *
 * <p>A derived item has a value only if every item that its expression names has one: the total of an instrument is missing
 * if any of its items is. For the other rules, an item that is skipped has no value, though it keeps the one that it has. An item
 * of a repeating group is derived and skipped row by row.
 */
final class ItemRules {
    private record Step(Item item, ItemGroup group, Optional<Expression> derivation, Optional<Expression> skip) {
        Set<String> dependencies(Form form) {
            Set<String> named = new LinkedHashSet<>();
            derivation.ifPresent(expression -> named.addAll(named(expression, form)));
            skip.ifPresent(expression -> named.addAll(named(expression, form)));
            return named;
        }

        private static Set<String> named(Expression expression, Form form) {
            Set<String> named = new LinkedHashSet<>(expression.variables());
            form.itemGroups().stream()
                    .filter(group -> expression.groups().contains(group.id()))
                    .forEach(group -> group.items().forEach(item -> named.add(item.id())));
            return named;
        }
    }

    private final List<Step> steps;

    private ItemRules(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Puts rules in order (a topological sort, first come first served).
     *
     * @param form the form
     * @param derivations the compiled derivations, by item
     * @param skips the compiled conditions under which items are skipped or shown, by item
     * @param errors where to name items that depend on each other in a circle
     * @return the rules that can be applied
     */
    static ItemRules inOrder(
            Form form,
            Map<String, Expression> derivations,
            Map<String, Expression> skips,
            List<DefinitionError> errors) {
        Map<String, Step> waiting = new LinkedHashMap<>();
        form.itemGroups()
                .forEach(group -> group.items().stream()
                        .filter(item -> derivations.containsKey(item.id()) || skips.containsKey(item.id()))
                        .forEach(item -> waiting.put(
                                item.id(),
                                new Step(
                                        item,
                                        group,
                                        Optional.ofNullable(derivations.get(item.id())),
                                        Optional.ofNullable(skips.get(item.id()))))));
        List<Step> ordered = new ArrayList<>();
        boolean moved = true;
        while (moved && !waiting.isEmpty()) {
            List<Step> ready = waiting.values().stream()
                    .filter(step -> Collections.disjoint(step.dependencies(form), waiting.keySet()))
                    .toList();
            ready.forEach(step -> waiting.remove(step.item().id()));
            ordered.addAll(ready);
            moved = !ready.isEmpty();
        }
        nameCircles(form, waiting, errors);
        return new ItemRules(ordered);
    }

    private static void nameCircles(Form form, Map<String, Step> waiting, List<DefinitionError> errors) {
        Set<Set<String>> named = new HashSet<>();
        for (String start : waiting.keySet()) {
            List<String> way = new ArrayList<>();
            String next = start;
            while (!way.contains(next)) {
                way.add(next);
                next = waiting.get(next).dependencies(form).stream()
                        .filter(waiting::containsKey)
                        .findFirst()
                        .orElseThrow();
            }
            List<String> circle = way.subList(way.indexOf(next), way.size());
            if (named.add(Set.copyOf(circle))) {
                for (int first = 0; first < circle.size(); first++) {
                    List<String> turned = new ArrayList<>(circle);
                    Collections.rotate(turned, -first);
                    errors.add(circular(form, waiting.get(turned.get(0)), turned));
                }
            }
        }
    }

    private static DefinitionError circular(Form form, Step first, List<String> circle) {
        String path = "/forms/" + form.id() + "/items/" + first.item().id() + "/";
        boolean byDerivation = first.derivation()
                .filter(expression -> Step.named(expression, form).contains(circle.get(circle.size() > 1 ? 1 : 0)))
                .isPresent();
        String way = String.join(" → ", circle) + " → " + circle.get(0);
        return byDerivation
                ? new DefinitionError(
                        path + "derivation",
                        first.item().derivation().orElse(""),
                        "a derivation that does not depend on itself, but here " + way)
                : new DefinitionError(
                        path + first.item().skip().orElseThrow().member(),
                        first.item().skip().orElseThrow().condition(),
                        "a condition that does not depend on its own item, but here " + way);
    }

    /**
     * Computes the derived items, and which items are not asked.
     *
     * @param entered the entered values by item or cell
     * @param rows further items and cells in whose rows something stands, such as a reason for a missing value
     * @return entered and derived values
     */
    Completed complete(Map<String, ItemValue> entered, Set<String> rows) {
        return apply(entered, rows, true);
    }

    /**
     * Which items are not asked, given values that are complete.
     *
     * @param values entered and derived values by item or cell
     * @param rows further items and cells in whose rows something stands
     * @return items and cells
     */
    Set<String> skipped(Map<String, ItemValue> values, Set<String> rows) {
        return apply(values, rows, false).skipped();
    }

    private Completed apply(Map<String, ItemValue> given, Set<String> rows, boolean deriving) {
        if (steps.isEmpty()) {
            return new Completed(given, Set.of());
        }
        Set<String> keys = new TreeSet<>(given.keySet());
        keys.addAll(rows);
        Map<String, ItemValue> values = new HashMap<>(given);
        Map<String, ItemValue> effective = new HashMap<>(given);
        Set<String> skipped = new TreeSet<>();
        for (Step step : steps) {
            for (String place : step.group().places(step.item().id(), keys)) {
                Map<String, ItemValue> seen = seenFrom(place, effective);
                if (isSkipped(step, seen)) {
                    skipped.add(place);
                    effective.remove(place);
                } else if (deriving) {
                    compute(step, seen).ifPresent(value -> {
                        values.put(place, value);
                        effective.put(place, value);
                    });
                }
            }
        }
        return new Completed(values, skipped);
    }

    /**
     * The values as they look from one of them: in a row of a repeating group, its cells stand under their items' ids.
     *
     * @param place an item or a cell
     * @param values values by item or cell
     * @return the values, with the row's cells also by item
     */
    static Map<String, ItemValue> seenFrom(String place, Map<String, ItemValue> values) {
        Optional<CellKey> cell = CellKey.parse(place);
        return cell.map(found -> row(found.group(), found.row(), values)).orElse(values);
    }

    /**
     * The values as they look from a row.
     *
     * @param group the repeating group
     * @param row the row's number
     * @param values values by item or cell
     * @return the values, with the row's cells also by item
     */
    static Map<String, ItemValue> row(String group, int row, Map<String, ItemValue> values) {
        Map<String, ItemValue> seen = new HashMap<>(values);
        values.forEach((key, value) -> CellKey.parse(key)
                .filter(cell -> cell.group().equals(group) && cell.row() == row)
                .ifPresent(cell -> seen.put(cell.item(), value)));
        return seen;
    }

    private static boolean isSkipped(Step step, Map<String, ItemValue> seen) {
        return step.skip()
                .map(condition -> step.item()
                        .skip()
                        .orElseThrow()
                        .skips(condition.holds(seen).orElse(false)))
                .orElse(false);
    }

    private static Optional<ItemValue> compute(Step step, Map<String, ItemValue> seen) {
        return step.derivation()
                .map(expression -> expression.evaluate(seen))
                .filter(Expression.Result.class::isInstance)
                .map(Expression.Result.class::cast)
                .flatMap(result -> Operands.value(step.item(), result.value()));
    }
}
