package org.equipoise.randomizer.domain.list;

import java.util.List;

/**
 * A list as it was uploaded, taken apart into cells and not yet judged.
 *
 * @param header the columns' names
 * @param rows the rows below, in their order
 * @param faults where the file is not even a table
 */
public record UploadedFile(List<String> header, List<Row> rows, List<ListFault> faults) {

    /** Keeps unmodifiable copies. */
    public UploadedFile {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /**
     * A row.
     *
     * @param line the line of the file on which it ends, counted from 1
     * @param cells the cells' texts
     */
    public record Row(long line, List<String> cells) {

        /** Keeps an unmodifiable copy. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** The number of rows only: a list must not reach a log with its arms. */
    @Override
    public String toString() {
        return "UploadedFile[" + rows.size() + " rows]";
    }
}
