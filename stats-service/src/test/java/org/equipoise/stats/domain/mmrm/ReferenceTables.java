package org.equipoise.stats.domain.mmrm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.linearmodel.Column;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;

/** The data behind the reference cases: simulated tables from the resources, others from a folder that may be absent. */
public final class ReferenceTables {

    private static final Set<String> NUMBERS =
            Set.of("BASE", "CHG", "MADRS", "FEV1", "FEV1_BL", "WEIGHT", "BCVA_BL", "BCVA_CHG");
    private static final Map<String, List<String>> LEVELS = Map.of(
            "RACE", List.of("Asian", "Black or African American", "White"),
            "SEX", List.of("Male", "Female"),
            "ARM", List.of("PBO", "KET"),
            "SITE", List.of("S1", "S2", "S3"));

    private ReferenceTables() {}

    /** The folder of data that cannot be part of the repository, if it is there. */
    static Optional<Path> folder() {
        String configured = System.getProperty(
                "equipoise.reference",
                System.getenv().getOrDefault("EQUIPOISE_REFERENCE", "../../shared/reference/stats"));
        return Optional.of(Path.of(configured)).filter(Files::isDirectory);
    }

    public static DataTable simulated(String name) {
        return table(ReferenceFile.lines(name + ".csv"));
    }

    /** The table of a case, empty if its data are in the folder and the folder is absent. */
    static Optional<DataTable> of(String dataset) {
        if (dataset.startsWith("ket_sim")) {
            return Optional.of(simulated(dataset));
        }
        return folder().map(path ->
                table(dataset.equals("bcva_data") ? parts(path) : read(path.resolve(dataset + ".csv"))));
    }

    private static List<String> parts(Path folder) {
        List<String> lines = new ArrayList<>(read(folder.resolve("bcva_data_1.csv")));
        for (int part = 2; part <= 4; part++) {
            List<String> more = read(folder.resolve("bcva_data_" + part + ".csv"));
            lines.addAll(more.subList(more.get(0).equals(lines.get(0)) ? 1 : 0, more.size()));
        }
        return lines;
    }

    private static List<String> read(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static DataTable table(List<String> lines) {
        String[] names = lines.get(0).replace("\"", "").split(",", -1);
        Map<String, List<String>> cells = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.replace("\"", "").split(",", -1);
            for (int j = 0; j < names.length; j++) {
                String value = fields[j].isEmpty() || fields[j].equals("NA") ? null : fields[j];
                cells.computeIfAbsent(names[j], absent -> new ArrayList<>()).add(value);
            }
        }
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(NUMBERS.contains(name) ? numbers(name, cells.get(name)) : factor(name, cells.get(name)));
        }
        return DataTable.of(columns);
    }

    private static Column numbers(String name, List<String> values) {
        return new NumericColumn(
                name,
                values.stream()
                        .mapToDouble(value -> value == null ? Double.NaN : Double.parseDouble(value))
                        .toArray());
    }

    private static Column factor(String name, List<String> values) {
        if (name.equals("VISIT")) {
            return FactorColumn.of(name, List.copyOf(new LinkedHashSet<>(values)), values);
        }
        return LEVELS.containsKey(name) && LEVELS.get(name).containsAll(values)
                ? FactorColumn.of(name, LEVELS.get(name), values)
                : FactorColumn.of(name, values);
    }
}
