package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;

/** A query and all that was said. */
public record QueryResponse(
        String query,
        String subject,
        String event,
        String form,
        int repeat,
        String item,
        String check,
        String status,
        String raisedBy,
        Instant raisedAt,
        String text,

        @Schema(description = "Whole days since it was raised; of a closed query, until it was closed")
        long ageDays,

        List<EntryResponse> thread) {
    public record EntryResponse(Instant at, String by, String action, String text) {
        static EntryResponse of(QueryEntry entry) {
            return new EntryResponse(
                    entry.at(), entry.by().name(), entry.action().code(), entry.text());
        }
    }

    static QueryResponse of(DataQuery query, Instant now) {
        return new QueryResponse(
                query.id(),
                query.subject(),
                query.instance().event(),
                query.instance().form(),
                query.instance().repeat(),
                query.item().orElse(null),
                query.check().orElse(null),
                query.status().code(),
                query.question().by().name(),
                query.question().at(),
                query.question().text(),
                query.ageInDays(now),
                query.thread().stream().map(EntryResponse::of).toList());
    }
}
