package org.equipoise.ecrf.domain.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.ItemType;

/**
 * What an expression may name: items and inputs by the type of their value; items of a repeating group, which stand for the
 * answer in the row at hand; and repeating groups as a whole, as the list of their rows.
 *
 * @param types the type of each item and input
 * @param groupOf the repeating group of each item that stands in one
 * @param groups the repeating groups
 */
record Variables(Map<String, ItemType> types, Map<String, String> groupOf, Set<String> groups) {
    /** A row: the values of its items by id. Items without a value are absent; ask with {@code has()}. */
    private static final CelType ROWS = ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN));

    Variables {
        types = Map.copyOf(types);
        groupOf = Map.copyOf(groupOf);
        groups = Set.copyOf(groups);
    }

    static Variables of(Form form) {
        Map<String, ItemType> types = new HashMap<>();
        Map<String, String> groupOf = new HashMap<>();
        Map<String, ItemGroup> groups = new TreeMap<>();
        for (ItemGroup group : form.itemGroups()) {
            for (Item item : group.items()) {
                types.put(item.id(), item.type());
                if (group.isRepeating()) {
                    groupOf.put(item.id(), group.id());
                    groups.put(group.id(), group);
                }
            }
        }
        return new Variables(types, groupOf, groups.keySet());
    }

    /** No form's variables, but one value. */
    static Variables of(String name, ItemType type) {
        return new Variables(Map.of(name, type), Map.of(), Set.of());
    }

    Variables with(Map<String, ItemType> inputs) {
        Map<String, ItemType> all = new HashMap<>(types);
        all.putAll(inputs);
        return new Variables(all, groupOf, groups);
    }

    Map<String, CelType> celTypes() {
        Map<String, CelType> all = new HashMap<>();
        types.forEach((name, type) -> all.put(name, Operands.type(type)));
        groups.forEach(group -> all.put(group, ROWS));
        return all;
    }
}
