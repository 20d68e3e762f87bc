package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Items that are shown together.
 *
 * @param id short name, unique in the form
 * @param name heading, if there is one
 * @param rows how many times its items can be answered; 1 unless the group repeats
 * @param items the items in the order in which they are asked
 */
public record ItemGroup(String id, Optional<String> name, int rows, List<Item> items) {
    /** Most rows of a repeating group. */
    public static final int MOST_ROWS = 200;

    /** Copies the items. */
    public ItemGroup {
        items = List.copyOf(items);
    }

    /**
     * Tells whether the items are answered row by row.
     *
     * @return true if the group can have more than one row
     */
    public boolean isRepeating() {
        return rows > 1;
    }

    /**
     * The rows in which something stands.
     *
     * @param keys items and cells, also those of other groups
     * @return the numbers of this group's rows, in order
     */
    public SortedSet<Integer> rowsIn(Iterable<String> keys) {
        SortedSet<Integer> found = new TreeSet<>();
        keys.forEach(key ->
                CellKey.parse(key).filter(cell -> cell.group().equals(id)).ifPresent(cell -> found.add(cell.row())));
        return found;
    }

    /**
     * Where answers to an item of this group stand.
     *
     * @param item the item's id
     * @param keys items and cells in which something stands
     * @return the cells of the item in the rows that there are, or the item itself if the group does not repeat
     */
    public List<String> places(String item, Iterable<String> keys) {
        return isRepeating()
                ? rowsIn(keys).stream()
                        .map(row -> new CellKey(id, row, item).toString())
                        .toList()
                : List.of(item);
    }

    /**
     * Tells whether an item stands in this group.
     *
     * @param item the item's id
     * @return true if it does
     */
    public boolean has(String item) {
        return items.stream().anyMatch(own -> own.id().equals(item));
    }
}
