package org.equipoise.ecrf.application;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.equipoise.ecrf.ExampleStudy;

/**
 * The example study with vital signs of which some items are for those who see the dose day alone: a level that is required, what
 * is computed from it, a remark, and rules that read them.
 */
final class HiddenItemsStudy {
    private HiddenItemsStudy() {}

    static String json() {
        return json(study -> {});
    }

    static String json(Consumer<ObjectNode> change) {
        return ExampleStudy.jsonWith(study -> {
            hide(vitals(study));
            change.accept(study);
        });
    }

    static ObjectNode vitals(ObjectNode study) {
        return (ObjectNode) study.at("/forms/2");
    }

    static ObjectNode item(ObjectNode form, String id, String type) {
        return ((ArrayNode) form.at("/itemGroups/0/items"))
                .addObject()
                .put("id", id)
                .put("label", id)
                .put("type", type);
    }

    static ObjectNode check(ObjectNode form, String id, String rule, String severity, String item) {
        ObjectNode check = form.withArray("/editChecks").addObject();
        check.put("id", id).put("assert", rule).put("severity", severity).put("message", id + " says no.");
        check.putArray("items").add(item);
        return check;
    }

    private static void hide(ObjectNode vitals) {
        ObjectNode group = ((ArrayNode) vitals.path("itemGroups")).addObject().put("id", "SECRET");
        group.put("category", "dose-day");
        ArrayNode items = group.putArray("items");
        items.addObject()
                .put("id", "LEVEL")
                .put("label", "Level")
                .put("type", "integer")
                .put("required", true);
        items.addObject().put("id", "REMARK").put("label", "Remark").put("type", "text");
        items.addObject()
                .put("id", "SUM")
                .put("label", "Sum")
                .put("type", "integer")
                .put("derivation", "LEVEL + SYSTOLIC");
        check(vitals, "HIGH", "LEVEL < 50", "query", "LEVEL").putArray("raises").add("alert");
        check(vitals, "FITS", "SYSTOLIC + LEVEL < 900", "error", "SYSTOLIC");
        check(vitals, "ODD", "LEVEL != 13", "warning", "SYSTOLIC");
    }
}
