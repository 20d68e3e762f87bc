package org.equipoise.ecrf.domain.study;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The items of one form that somebody does not see, or may not enter.
 *
 * @param items their ids
 */
public record HiddenItems(Set<String> items) {
    /** Nothing is hidden. */
    public static final HiddenItems NONE = new HiddenItems(Set.of());

    /** Copies the set. */
    public HiddenItems {
        items = Set.copyOf(items);
    }

    /**
     * Tells whether all items are seen.
     *
     * @return true if none is hidden
     */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /**
     * Tells whether an answer is hidden.
     *
     * @param key an item's id, or the key of a cell
     * @return true if its item is one of these
     */
    public boolean hides(String key) {
        return !items.isEmpty() && items.contains(CellKey.itemOf(key));
    }

    /**
     * Tells whether one of several answers is hidden.
     *
     * @param keys items and cells
     * @return true if any of them is
     */
    public boolean hidesAny(Collection<String> keys) {
        return !items.isEmpty() && keys.stream().anyMatch(this::hides);
    }

    /**
     * The answers that are seen.
     *
     * @param keys items and cells
     * @return those that are not hidden, sorted
     */
    public Set<String> visible(Collection<String> keys) {
        Set<String> visible = new TreeSet<>(keys);
        visible.removeIf(this::hides);
        return visible;
    }

    /**
     * A form as it looks without these items; groups of which nothing remains are left out.
     *
     * @param form the form
     * @return the same form if nothing is hidden
     */
    public Form in(Form form) {
        if (items.isEmpty()) {
            return form;
        }
        List<ItemGroup> groups = form.itemGroups().stream()
                .map(group -> new ItemGroup(
                        group.id(),
                        group.name(),
                        group.rows(),
                        group.items().stream()
                                .filter(item -> !items.contains(item.id()))
                                .toList()))
                .filter(group -> !group.items().isEmpty())
                .toList();
        return new Form(
                form.id(),
                form.name(),
                form.category(),
                form.repeating(),
                form.instrument(),
                groups,
                form.editChecks(),
                form.signedIndependentlyOf(),
                form.laboratory());
    }
}
