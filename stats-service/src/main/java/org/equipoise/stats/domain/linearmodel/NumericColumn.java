package org.equipoise.stats.domain.linearmodel;

import java.util.Objects;

/** A column of numbers; NaN stands for a missing one. */
public final class NumericColumn implements Column {

    private final String name;
    private final double[] values;

    /**
     * Copies the values.
     *
     * @param name the column's name
     * @param values finite numbers, NaN where missing
     * @throws IllegalArgumentException if a value is infinite
     */
    public NumericColumn(String name, double[] values) {
        this.name = Objects.requireNonNull(name, "name");
        this.values = values.clone();
        for (int row = 0; row < values.length; row++) {
            if (Double.isInfinite(values[row])) {
                throw new IllegalArgumentException(
                        name + " is infinite in row " + (row + 1) + "; use NaN for a missing value");
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean missing(int row) {
        return Double.isNaN(values[row]);
    }

    /**
     * The number in a row.
     *
     * @param row from 0
     * @return the value, NaN if missing
     */
    public double value(int row) {
        return values[row];
    }
}
