package org.equipoise.stats.domain.linearmodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** A column of categories with ordered levels; the first level is the reference of treatment contrasts. */
public final class FactorColumn implements Column {

    private static final int MISSING = -1;

    private final String name;
    private final List<String> levels;
    private final int[] codes;

    private FactorColumn(String name, List<String> levels, int[] codes) {
        this.name = Objects.requireNonNull(name, "name");
        this.levels = levels;
        this.codes = codes;
    }

    /**
     * A factor with given levels.
     *
     * @param name the column's name
     * @param levels the categories in their order, each once
     * @param values the category of each row, null where missing
     * @return the factor
     * @throws IllegalArgumentException if levels repeat or a value is none of them
     */
    public static FactorColumn of(String name, List<String> levels, Collection<String> values) {
        Map<String, Integer> index = new HashMap<>();
        for (String level : levels) {
            if (index.put(level, index.size()) != null) {
                throw new IllegalArgumentException("the levels of " + name + " repeat: " + levels);
            }
        }
        int[] codes = new int[values.size()];
        int row = 0;
        for (String value : values) {
            Integer code = value == null ? Integer.valueOf(MISSING) : index.get(value);
            if (code == null) {
                throw new IllegalArgumentException("row " + (row + 1) + " of " + name + " holds none of its "
                        + levels.size() + " levels; list every level");
            }
            codes[row++] = code;
        }
        return new FactorColumn(name, List.copyOf(levels), codes);
    }

    /**
     * A factor whose levels are the values that occur, in alphabetical order.
     *
     * @param name the column's name
     * @param values the category of each row, null where missing
     * @return the factor
     */
    public static FactorColumn of(String name, Collection<String> values) {
        TreeSet<String> levels = new TreeSet<>();
        for (String value : values) {
            if (value != null) {
                levels.add(value);
            }
        }
        return of(name, List.copyOf(levels), values);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return codes.length;
    }

    @Override
    public boolean missing(int row) {
        return codes[row] == MISSING;
    }

    /**
     * The categories in their order.
     *
     * @return the levels
     */
    public List<String> levels() {
        return levels;
    }

    /**
     * The position of a row's category among the levels.
     *
     * @param row from 0
     * @return the position from 0, or &minus;1 if missing
     */
    public int code(int row) {
        return codes[row];
    }

    /**
     * Chooses rows and forgets levels that none of them has.
     *
     * @param rows the rows to keep, in their new order
     * @return the shorter factor, its levels in their old order
     */
    FactorColumn select(int[] rows) {
        int[] count = new int[levels.size()];
        for (int row : rows) {
            if (codes[row] != MISSING) {
                count[codes[row]]++;
            }
        }
        int[] renumbered = new int[levels.size()];
        List<String> kept = new ArrayList<>();
        for (int level = 0; level < renumbered.length; level++) {
            if (count[level] > 0) {
                renumbered[level] = kept.size();
                kept.add(levels.get(level));
            }
        }
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int code = codes[rows[i]];
            selected[i] = code == MISSING ? MISSING : renumbered[code];
        }
        return new FactorColumn(name, List.copyOf(kept), selected);
    }
}
