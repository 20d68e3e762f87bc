package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person sends for a form, as plain JSON values. */
public record EntryData(
        Map<String, Object> values,
        Map<String, String> missing,
        Instant occurredAt,
        Optional<String> windowReason,
        Optional<String> reasonForChange,
        Map<String, String> warningReasons) {
    public EntryData {
        // Not Map.copyOf: a value can be null, and is then refused by name.
        values = Collections.unmodifiableMap(new HashMap<>(values));
        missing = Collections.unmodifiableMap(new HashMap<>(missing));
        warningReasons = warningReasons.entrySet().stream()
                .filter(reason -> !reason.getValue().isBlank())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        windowReason = windowReason.filter(reason -> !reason.isBlank());
        reasonForChange = reasonForChange.filter(reason -> !reason.isBlank());
    }
}
