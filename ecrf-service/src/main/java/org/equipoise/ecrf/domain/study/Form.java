package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A case report form.
 *
 * @param id short name in capitals, unique in the study
 * @param name what people call it
 * @param category who may see it, unless an event says otherwise
 * @param repeating whether it can be completed more than once in an event, such as adverse events
 * @param instrument what is said about the rating scale or questionnaire behind it, such as its licence and its rule for missing
 *     items, as text; empty if it is none
 * @param itemGroups its items, grouped
 * @param editChecks its rules
 * @param signedIndependentlyOf forms whose author, for the same subject, may not sign this one
 * @param laboratory whether laboratories report it, so that their files may be imported into it
 */
public record Form(
        String id,
        String name,
        FormCategory category,
        boolean repeating,
        Map<String, String> instrument,
        List<ItemGroup> itemGroups,
        List<EditCheck> editChecks,
        Set<String> signedIndependentlyOf,
        boolean laboratory) {
    /** Copies the collections. */
    public Form {
        instrument = Map.copyOf(instrument);
        itemGroups = List.copyOf(itemGroups);
        editChecks = List.copyOf(editChecks);
        signedIndependentlyOf = Set.copyOf(signedIndependentlyOf);
    }

    /**
     * All items of all groups.
     *
     * @return the items in order
     */
    public List<Item> items() {
        return itemGroups.stream().flatMap(group -> group.items().stream()).toList();
    }

    /**
     * The repeating group that an item stands in.
     *
     * @param item the item's id
     * @return the group, or empty if the item has one answer only
     */
    public Optional<ItemGroup> repeatingGroup(String item) {
        return itemGroups.stream()
                .filter(group -> group.isRepeating() && group.has(item))
                .findFirst();
    }

    /**
     * Finds the item that a value answers.
     *
     * @param key the item's id, or {@code GROUP[row].ITEM} for an item of a repeating group
     * @return the item, or empty if a value cannot stand there
     */
    public Optional<Item> answered(String key) {
        return CellKey.parse(key)
                .map(cell -> repeatingGroup(cell.item())
                        .filter(group -> group.id().equals(cell.group()) && cell.row() <= group.rows())
                        .flatMap(group -> item(cell.item())))
                .orElseGet(() -> item(key).filter(item -> repeatingGroup(key).isEmpty()));
    }

    /**
     * Finds an item.
     *
     * @param id the item's id
     * @return the item, or empty if the form has none of that id
     */
    public Optional<Item> item(String id) {
        return items().stream().filter(item -> item.id().equals(id)).findFirst();
    }
}
