package org.equipoise.stats.domain.ancova;

import java.util.HashSet;
import java.util.List;

/**
 * A column of categories.
 *
 * @param name the column's name, as it appears in the coefficients
 * @param levels the categories in their order; the first is the reference
 * @param values the category of each observation
 */
public record Factor(String name, List<String> levels, List<String> values) {

    /** Copies the lists and refuses values that are no level. */
    public Factor {
        levels = List.copyOf(levels);
        values = List.copyOf(values);
        if (new HashSet<>(levels).size() != levels.size()) {
            throw new IllegalArgumentException("the levels of " + name + " repeat: " + levels);
        }
        if (!new HashSet<>(levels).containsAll(values)) {
            throw new IllegalArgumentException("the values of " + name + " include some outside its " + levels.size()
                    + " levels; list every level");
        }
    }

    /**
     * A factor whose levels are the values that occur, in alphabetical order.
     *
     * @param name the column's name
     * @param values the category of each observation
     * @return the factor
     */
    public static Factor of(String name, List<String> values) {
        return new Factor(name, values.stream().distinct().sorted().toList(), values);
    }
}
