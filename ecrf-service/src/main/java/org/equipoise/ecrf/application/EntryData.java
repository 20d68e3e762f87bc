package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person sends for a form, as plain JSON values. */
public record EntryData(
        Map<String, Object> values,
        Map<String, String> missing,
        Instant occurredAt,
        Optional<String> windowReason,
        Optional<String> reasonForChange,
        List<String> acknowledged) {
    public EntryData {
        // Not Map.copyOf: a value can be null, and is then refused by name.
        values = Collections.unmodifiableMap(new HashMap<>(values));
        missing = Collections.unmodifiableMap(new HashMap<>(missing));
        acknowledged = List.copyOf(acknowledged);
        windowReason = windowReason.filter(reason -> !reason.isBlank());
        reasonForChange = reasonForChange.filter(reason -> !reason.isBlank());
    }
}
