package org.equipoise.launcher.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.launcher.system.LaunchFailure;

/**
 * A table of tab-separated values with a header.
 *
 * @param name the file's name
 * @param rows cells by column
 */
record Table(String name, List<Map<String, String>> rows) {

    static Table read(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new LaunchFailure("There is no " + name + " in " + folder.toAbsolutePath()
                    + ". The data are no part of Equipoise: get them from where they were published, and name"
                    + " their folder");
        }
        try {
            return of(name, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Table of(String name, List<String> lines) {
        if (lines.isEmpty()) {
            throw new LaunchFailure(name + " is empty; it should begin with a line of column names");
        }
        List<String> header = List.of(lines.get(0).split("\t", -1));
        List<Map<String, String>> rows = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            if (lines.get(line).isBlank()) {
                continue;
            }
            String[] cells = lines.get(line).split("\t", -1);
            if (cells.length != header.size()) {
                throw new LaunchFailure(
                        name + ":" + (line + 1) + " has " + cells.length + " cells; the header has " + header.size());
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < cells.length; column++) {
                row.put(header.get(column), cells[column].strip());
            }
            rows.add(row);
        }
        return new Table(name, rows);
    }

    /**
     * A cell.
     *
     * @throws LaunchFailure if the table has no such column
     */
    String cell(Map<String, String> row, String column) {
        String cell = row.get(column);
        if (cell == null) {
            throw new LaunchFailure(name + " has no column " + column + "; it has " + String.join(", ", row.keySet()));
        }
        return cell;
    }
}
