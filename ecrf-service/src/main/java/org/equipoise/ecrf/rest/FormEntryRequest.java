package org.equipoise.ecrf.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.EntryData;

public record FormEntryRequest(
        @Schema(description = "When the observation was made; not in the future") @NotNull
        Instant occurredAt,

        @Schema(
                description = "Values by item, or by GROUP[row].ITEM in a repeating group; numbers in the item's unit;"
                        + " at most 1000 values")
        @NotNull
        @Size(max = 1000)
        Map<String, Object> values,

        @Schema(description = "Codes of reasons for missing values, by item; never beside a value of the same item")
        @Size(max = 1000)
        Map<String, String> missing,

        @Schema(description = "Why the observation was made outside its window; needed if it was") @Size(max = 2000)
        String windowReason,

        @Schema(description = "Why entered data change; needed for all but the first entry") @Size(max = 2000)
        String reasonForChange,

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
