package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ChangeQueries;

/** What became of each entry. */
public record BulkResponse(
        @Schema(description = "What became of each entry, in the order of the request")
        List<EntryResponse> entries) {
    public record EntryResponse(
            @Schema(description = "Place of the entry in the request, from 0")
            int index,

            @Schema(description = "raised, closed, reopened, or refused if somebody else was faster")
            String outcome,

            @Schema(description = "The query as it is now") QueryResponse query,
            @Schema(description = "Why it was refused") String detail) {}

    static BulkResponse of(List<ChangeQueries.Outcome> outcomes, Instant now) {
        return new BulkResponse(outcomes.stream()
                .map(outcome -> new EntryResponse(
                        outcome.index(),
                        outcome.done(),
                        outcome.query() == null ? null : QueryResponse.of(outcome.query(), now),
                        outcome.why()))
                .toList());
    }
}
