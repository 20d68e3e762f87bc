package org.equipoise.ecrf.domain.form;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.study.HiddenItems;

/**
 * What a form says: values, reasons for missing ones, and when the observation was made.
 *
 * @param values entered and derived values by item
 * @param missing reasons by item; an item has a value or a reason, never both
 * @param occurredAt when the observation was made
 * @param windowReason why it was made outside its window
 */
public record FormContent(
        Map<String, ItemValue> values,
        Map<String, MissingReason> missing,
        Instant occurredAt,
        Optional<String> windowReason) {
    /** Copies both maps, sorted by item. */
    public FormContent {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        missing = Collections.unmodifiableMap(new TreeMap<>(missing));
    }

    /**
     * What somebody sees who does not see all items.
     *
     * @param hidden the items that are not seen
     * @return the same content if nothing is hidden
     */
    public FormContent without(HiddenItems hidden) {
        if (hidden.isEmpty()) {
            return this;
        }
        Map<String, ItemValue> shown = new TreeMap<>(values);
        shown.keySet().removeIf(hidden::hides);
        Map<String, MissingReason> explained = new TreeMap<>(missing);
        explained.keySet().removeIf(hidden::hides);
        return new FormContent(shown, explained, occurredAt, windowReason);
    }
}
