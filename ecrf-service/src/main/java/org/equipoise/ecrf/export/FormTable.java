package org.equipoise.ecrf.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/**
 * A form as one table over all versions of the study: a column for each item that any of them has, those of the newest first. Where
 * versions disagree about an item, its column has the type that holds the values of all of them, and its label says what each says.
 */
final class FormTable {
    private final Form newest;
    private final String label;
    private final Map<String, Form> byVersion;
    private final List<Column> columns;
    private final boolean repeating;
    private final Map<String, Map<String, String>> groups = new HashMap<>();

    /** An item with the type of its column. */
    record Column(String item, String label, String type) {}

    private FormTable(Form newest, String label, Map<String, Form> byVersion, List<Column> columns) {
        this.newest = newest;
        this.label = label;
        this.byVersion = byVersion;
        this.columns = List.copyOf(columns);
        this.repeating = byVersion.values().stream()
                .anyMatch(form -> form.itemGroups().stream().anyMatch(ItemGroup::isRepeating));
    }

    /** The table of a form that at least one of the versions has; the last version is the one in force. */
    static FormTable of(List<StudyDefinition> versions, String id) {
        Map<String, Form> byVersion = new LinkedHashMap<>();
        versions.forEach(version -> version.form(id).ifPresent(form -> byVersion.put(version.version(), form)));
        List<Form> forms = new ArrayList<>(byVersion.values());
        Form newest = forms.get(forms.size() - 1);
        Map<String, Item> items = new LinkedHashMap<>();
        for (int version = forms.size() - 1; version >= 0; version--) {
            forms.get(version).items().forEach(item -> items.putIfAbsent(item.id(), item));
        }
        String current = versions.get(versions.size() - 1).version();
        String label = byVersion.containsKey(current)
                ? newest.name()
                : newest.name() + " (not in version " + current + " of the study)";
        return new FormTable(
                newest,
                label,
                byVersion,
                items.values().stream().map(item -> column(item, byVersion)).toList());
    }

    private static Column column(Item newest, Map<String, Form> byVersion) {
        List<Item> known = byVersion.values().stream()
                .flatMap(form -> form.item(newest.id()).stream())
                .toList();
        String type =
                known.stream().map(FormTable::type).reduce(FormTable::wider).orElseThrow();
        Map<String, String> said = new LinkedHashMap<>();
        byVersion.forEach((version, form) -> said.put(
                version, form.item(newest.id()).map(FormTable::description).orElse("not asked")));
        return new Column(newest.id(), newest.label() + differences(said), type);
    }

    private static String differences(Map<String, String> said) {
        return Set.copyOf(said.values()).size() == 1
                ? ""
                : said.entrySet().stream()
                        .map(entry -> "version " + entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("; ", " (", ")"));
    }

    private static String description(Item item) {
        return item.type().code() + item.unit().map(unit -> ", " + unit).orElse("");
    }

    /** Dates may be partial and times have no seconds, so that they travel as text. */
    private static String type(Item item) {
        return switch (item.type()) {
            case INTEGER -> "integer";
            case DECIMAL -> "decimal";
            case BOOLEAN -> "boolean";
            case DATETIME -> "datetime";
            case TEXT, DATE, PARTIAL_DATE, TIME, CHOICE, CHOICES -> "string";
        };
    }

    private static String wider(String one, String other) {
        Set<String> both = Set.of("integer", "decimal");
        if (one.equals(other)) {
            return one;
        }
        return both.contains(one) && both.contains(other) ? "decimal" : "string";
    }

    String id() {
        return newest.id();
    }

    String label() {
        return label;
    }

    List<Column> columns() {
        return columns;
    }

    /** Whether there are repeating groups in any version. */
    boolean isRepeating() {
        return repeating;
    }

    /** The rows that a revision fills: those of its repeating groups, or one. */
    static Set<Integer> rows(Revision revision) {
        FormContent content = revision.content();
        Set<Integer> rows = new TreeSet<>();
        content.values().keySet().forEach(key -> CellKey.parse(key).ifPresent(cell -> rows.add(cell.row())));
        content.missing().keySet().forEach(key -> CellKey.parse(key).ifPresent(cell -> rows.add(cell.row())));
        return rows.isEmpty() ? Set.of(1) : rows;
    }

    /** What a revision says in a column, where its own version of the study keeps it; what stands outside groups is in every row. */
    Optional<ItemValue> value(Revision revision, int row, Column column) {
        String group = groups.computeIfAbsent(revision.definitionVersion(), this::groups)
                .get(column.item());
        String key = group == null ? column.item() : new CellKey(group, row, column.item()).toString();
        return Optional.ofNullable(revision.content().values().get(key));
    }

    private Map<String, String> groups(String version) {
        Map<String, String> repeated = new HashMap<>();
        byVersion.getOrDefault(version, newest).itemGroups().stream()
                .filter(ItemGroup::isRepeating)
                .forEach(group -> group.items().forEach(item -> repeated.put(item.id(), group.id())));
        return repeated;
    }
}
