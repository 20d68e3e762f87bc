package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks into a form's definition. */
public final class FormItems {

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
