package org.equipoise.stats.domain.linearmodel;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Columns of one length under distinct names: one row for each observation (here: each subject at each visit). */
public final class DataTable {

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final int rows;

    private DataTable(Collection<? extends Column> columns) {
        this.rows = columns.isEmpty() ? 0 : columns.iterator().next().size();
        for (Column column : columns) {
            if (column.size() != rows) {
                throw new IllegalArgumentException("column " + column.name() + " has " + column.size()
                        + " rows, but the first column has " + rows + "; give one value for each row");
            }
            if (this.columns.put(column.name(), column) != null) {
                throw new IllegalArgumentException("there are two columns named " + column.name());
            }
        }
    }

    /**
     * A table of columns.
     *
     * @param columns of one length, each under its own name
     * @return the table
     * @throws IllegalArgumentException if lengths differ or names repeat
     */
    public static DataTable of(Column... columns) {
        return new DataTable(List.of(columns));
    }

    /**
     * A table of columns.
     *
     * @param columns of one length, each under its own name
     * @return the table
     * @throws IllegalArgumentException if lengths differ or names repeat
     */
    public static DataTable of(Collection<? extends Column> columns) {
        return new DataTable(columns);
    }

    /**
     * The number of observations.
     *
     * @return the rows, those with missing values included
     */
    public int rows() {
        return rows;
    }

    /**
     * The column under a name.
     *
     * @param name the name
     * @return the column
     * @throws IllegalArgumentException if there is none
     */
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("there is no column " + name + "; there are " + columns.keySet());
        }
        return column;
    }

    /**
     * The numbers under a name.
     *
     * @param name the name
     * @return the column
     * @throws IllegalArgumentException if there is none or if it holds categories
     */
    public NumericColumn numeric(String name) {
        if (column(name) instanceof NumericColumn numeric) {
            return numeric;
        }
        throw new IllegalArgumentException("the column " + name + " holds categories where numbers are needed");
    }

    /**
     * The categories under a name.
     *
     * @param name the name
     * @return the column
     * @throws IllegalArgumentException if there is none or if it holds numbers
     */
    public FactorColumn factor(String name) {
        if (column(name) instanceof FactorColumn factor) {
            return factor;
        }
        throw new IllegalArgumentException("the column " + name + " holds numbers where categories are needed");
    }

    /**
     * The rows in which none of some columns is missing.
     *
     * @param names the columns to look at
     * @return the positions of the complete rows, ascending
     */
    public int[] completeRows(Collection<String> names) {
        Column[] inspected = names.stream().map(this::column).toArray(Column[]::new);
        return IntStream.range(0, rows)
                .filter(row -> Arrays.stream(inspected).noneMatch(column -> column.missing(row)))
                .toArray();
    }

    /**
     * Chooses rows; factors forget the levels that no chosen row has.
     *
     * @param chosen positions of rows, in their new order
     * @param names the columns to keep
     * @return the smaller table
     */
    public DataTable select(int[] chosen, Collection<String> names) {
        return new DataTable(
                names.stream().map(name -> select(column(name), chosen)).toList());
    }

    private static Column select(Column column, int[] chosen) {
        if (column instanceof FactorColumn factor) {
            return factor.select(chosen);
        }
        NumericColumn numeric = (NumericColumn) column;
        double[] values = new double[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            values[i] = numeric.value(chosen[i]);
        }
        return new NumericColumn(column.name(), values);
    }
}
