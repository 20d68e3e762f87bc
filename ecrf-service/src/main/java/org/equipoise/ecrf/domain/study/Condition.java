package org.equipoise.ecrf.domain.study;

import java.util.Map;

/**
 * A named condition over a subject's data, such as having responded.
 *
 * @param id its name
 * @param inputs the values that it looks at, by the name it gives them; each names its event
 * @param when CEL expression over the inputs; true means that it holds
 */
public record Condition(String id, Map<String, ItemPath> inputs, String when) {
    /** Copies the inputs. */
    public Condition {
        inputs = Map.copyOf(inputs);
    }
}
