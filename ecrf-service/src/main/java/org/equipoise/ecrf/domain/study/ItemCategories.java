package org.equipoise.ecrf.domain.study;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The items of a study that are of a category of their own. Such an item is seen by those who see its form and its category.
 *
 * <p>Counted are the categories that any published version gives an item: later versions only hide more, and what a version has
 * hidden stays hidden also where the item is gone from the version in force, or a subject follows an earlier one.
 */
public final class ItemCategories {
    /** No item has a category of its own. */
    public static final ItemCategories NONE = new ItemCategories(Map.of());

    private final Map<String, Map<String, Set<FormCategory>>> byForm;

    private ItemCategories(Map<String, Map<String, Set<FormCategory>>> byForm) {
        this.byForm = byForm;
    }

    /**
     * Collects the categories of items.
     *
     * @param versions all versions of a study
     * @return the categories that they name together
     */
    public static ItemCategories of(Collection<StudyDefinition> versions) {
        Map<String, Map<String, Set<FormCategory>>> byForm = new HashMap<>();
        versions.forEach(version -> version.forms()
                .forEach(form -> form.items()
                        .forEach(item -> item.category()
                                .ifPresent(category -> byForm.computeIfAbsent(form.id(), id -> new HashMap<>())
                                        .computeIfAbsent(item.id(), id -> EnumSet.noneOf(FormCategory.class))
                                        .add(category)))));
        return byForm.isEmpty() ? NONE : new ItemCategories(byForm);
    }

    /**
     * What one must see, besides its form, to see an item.
     *
     * @param form the form's id
     * @param key the item's id, or the key of a cell
     * @return the categories; empty if whoever sees the form sees the item
     */
    public Set<FormCategory> of(String form, String key) {
        Map<String, Set<FormCategory>> items = byForm.get(form);
        return items == null ? Set.of() : Set.copyOf(items.getOrDefault(CellKey.itemOf(key), Set.of()));
    }

    /**
     * What one must see, besides the form, to see all of it.
     *
     * @param form the form's id
     * @return the categories of all its items that have one of their own
     */
    public Set<FormCategory> of(String form) {
        Set<FormCategory> all = EnumSet.noneOf(FormCategory.class);
        byForm.getOrDefault(form, Map.of()).values().forEach(all::addAll);
        return Set.copyOf(all);
    }

    /**
     * The items of a form that somebody does not see.
     *
     * @param form the form's id
     * @param seen whether somebody sees a category
     * @return the items of which a category is not seen
     */
    public HiddenItems hidden(String form, Predicate<FormCategory> seen) {
        Map<String, Set<FormCategory>> items = byForm.get(form);
        if (items == null) {
            return HiddenItems.NONE;
        }
        Set<String> hidden = new TreeSet<>();
        items.forEach((item, categories) -> {
            if (!categories.stream().allMatch(seen)) {
                hidden.add(item);
            }
        });
        return hidden.isEmpty() ? HiddenItems.NONE : new HiddenItems(hidden);
    }
}
