package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into a form's definition. */
public final class FormItems {

    /** When a form was observed, and which repeat it is, as if these were items. */
    private static final List<JsonNode> BESIDE_ITEMS = List.of(
            JsonNodeFactory.instance.objectNode().put("id", "OCCURRED_AT").put("type", "datetime"),
            JsonNodeFactory.instance.objectNode().put("id", "REPEAT").put("type", "integer"));

    private static final Pattern CELL = Pattern.compile("([A-Z][A-Z0-9_]*)\\[[1-9][0-9]{0,2}]\\.([A-Z][A-Z0-9_]*)");

    private FormItems() {}

    /**
     * All items of all groups.
     *
     * @param form a form's definition
     * @return the items in order
     */
    public static List<JsonNode> of(JsonNode form) {
        List<JsonNode> items = new ArrayList<>();
        form.path("itemGroups").forEach(group -> group.path("items").forEach(items::add));
        return items;
    }

    /**
     * Finds what a rule may name: an item, when the form was observed, or which repeat it is.
     *
     * @param form a form's definition
     * @param id the item's id, {@code OCCURRED_AT} or {@code REPEAT}
     * @return the item, or empty if there is none
     */
    public static Optional<JsonNode> findForRule(JsonNode form, String id) {
        return find(form, id)
                .or(() -> BESIDE_ITEMS.stream()
                        .filter(item -> item.path("id").asText().equals(id))
                        .findFirst());
    }

    /**
     * Finds the item that a cell answers.
     *
     * @param form a form's definition
     * @param cell {@code GROUP[2].ITEM} in a row of a repeating group
     * @return the item, or empty if there is no such group or item in it
     */
    public static Optional<JsonNode> inRow(JsonNode form, String cell) {
        Matcher parts = CELL.matcher(cell);
        if (!parts.matches()) {
            return Optional.empty();
        }
        for (JsonNode group : form.path("itemGroups")) {
            if (group.path("repeating").asBoolean() && group.path("id").asText().equals(parts.group(1))) {
                for (JsonNode item : group.path("items")) {
                    if (item.path("id").asText().equals(parts.group(2))) {
                        return Optional.of(item);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Finds an item.
     *
     * @param form a form's definition
     * @param id the item's id
     * @return the item, or empty if the form has none of that id
     */
    public static Optional<JsonNode> find(JsonNode form, String id) {
        return of(form).stream()
                .filter(item -> item.path("id").asText().equals(id))
                .findFirst();
    }
}
