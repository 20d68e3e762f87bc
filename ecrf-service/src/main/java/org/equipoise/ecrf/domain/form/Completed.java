package org.equipoise.ecrf.domain.form;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the rules of a form make of what was entered.
 *
 * @param values entered, carried and derived values by item or cell
 * @param skipped the items and cells that are not asked; one that has a value keeps it
 */
public record Completed(Map<String, ItemValue> values, Set<String> skipped) {
    /** Copies both, sorted. */
    public Completed {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        skipped = Collections.unmodifiableSet(new TreeSet<>(skipped));
    }

    /** Fills in what the server knows. */
    public interface Completion {
        /**
         * Completes an entry.
         *
         * @param entered the entered values by item or cell
         * @param explained items and cells for whose absence a reason was given
         * @return the completed values and what is not asked
         */
        Completed complete(Map<String, ItemValue> entered, Set<String> explained);
    }
}
