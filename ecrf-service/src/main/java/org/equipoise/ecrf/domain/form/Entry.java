package org.equipoise.ecrf.domain.form;

import java.util.List;
import java.util.Map;

/**
 * What a person entered, as far as it can be read.
 *
 * @param values the readable values
 * @param missing the readable reasons for missing values
 * @param findings what could not be read or is out of range, each with item, value and what is expected; all are errors
 */
public record Entry(Map<String, ItemValue> values, Map<String, MissingReason> missing, List<Finding> findings) {
    /** Copies the members. */
    public Entry {
        values = Map.copyOf(values);
        missing = Map.copyOf(missing);
        findings = List.copyOf(findings);
    }
}
