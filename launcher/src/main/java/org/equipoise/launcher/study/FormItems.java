package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks into a form's definition. */
public final class FormItems {

    /** When a form was observed, as if it were an item. */
    private static final JsonNode OBSERVED =
            JsonNodeFactory.instance.objectNode().put("id", "OCCURRED_AT").put("type", "datetime");

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
     * Finds what a rule may name: an item, or when the form was observed.
     *
     * @param form a form's definition
     * @param id the item's id, or {@code OCCURRED_AT}
     * @return the item, or empty if there is none
     */
    public static Optional<JsonNode> findForRule(JsonNode form, String id) {
        return find(form, id).or(() -> id.equals("OCCURRED_AT") ? Optional.of(OBSERVED) : Optional.empty());
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
