package org.equipoise.ecrf.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.application.EntryData;

public record FormEntryRequest(
        @NotNull Instant occurredAt,
        @NotNull @Size(max = 1000) Map<String, Object> values,
        @Size(max = 1000) Map<String, String> missing,
        @Size(max = 2000) String windowReason,
        @Size(max = 2000) String reasonForChange,
        @Size(max = 100) List<@NotNull @Size(max = 60) String> acknowledged) {
    EntryData data() {
        return new EntryData(
                values,
                missing == null ? Map.of() : missing,
                occurredAt,
                Optional.ofNullable(windowReason),
                Optional.ofNullable(reasonForChange),
                acknowledged == null ? List.of() : acknowledged);
    }
}
