package org.equipoise.ecrf.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.EntryData;

public record FormEntryRequest(
        @NotNull Instant occurredAt,
        @NotNull @Size(max = 1000) Map<String, Object> values,
        @Size(max = 1000) Map<String, String> missing,
        @Size(max = 2000) String windowReason,
        @Size(max = 2000) String reasonForChange,

        @Schema(
                description = "Why the form is saved in spite of a warning, by the check that gives it",
                examples = "{\"R4_DURATION\": \"The pump stopped for three minutes\"}")
        @Size(max = 100)
        Map<@Size(max = 80) String, @NotNull @Size(max = 2000) String> warningReasons) {
    EntryData data() {
        return new EntryData(
                values,
                missing == null ? Map.of() : missing,
                occurredAt,
                Optional.ofNullable(windowReason),
                Optional.ofNullable(reasonForChange),
                warningReasons == null ? Map.of() : warningReasons);
    }
}
