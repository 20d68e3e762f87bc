package org.equipoise.stats.domain.linearmodel;

/** A named column of observations: numbers or categories, either of which may be missing. */
public sealed interface Column permits NumericColumn, FactorColumn {

    /**
     * The name by which terms refer to the column.
     *
     * @return the name, not blank
     */
    String name();

    /**
     * The number of observations, missing ones included.
     *
     * @return the number of rows
     */
    int size();

    /**
     * Whether a row has no value.
     *
     * @param row from 0
     * @return true if the value is missing
     */
    boolean missing(int row);
}
