package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;

/** A query and all that was said. */
public record QueryResponse(
        @Schema(description = "Its id; ids are in the order in which queries were raised")
        String query,

        @Schema(description = "The subject, such as 01-001") String subject,
        @Schema(description = "The event of the form") String event,
        @Schema(description = "The form that it is about") String form,

        @Schema(description = "Which repeat of the form, from 1")
        int repeat,

        @Schema(description = "The item that it is about; absent if it is about the form as a whole")
        String item,

        @Schema(description = "The edit check that raised it; absent if a person did")
        String check,

        @Schema(description = "`open` (waits for an answer), `answered` (waits to be judged) or `closed`")
        String status,

        @Schema(description = "User name of whoever raised it; `system` if a check did")
        String raisedBy,

        @Schema(description = "When it was raised") Instant raisedAt,
        @Schema(description = "The question") String text,

        @Schema(description = "Whole days since it was raised; of a closed query, until it was closed")
        long ageDays,

        @Schema(description = "All that was said, the question first")
        List<EntryResponse> thread) {
    public record EntryResponse(
            @Schema(description = "When it was said") Instant at,

            @Schema(description = "User name of whoever said it, or `system`")
            String by,

            @Schema(description = "`raised`, `answered`, `closed` or `reopened`")
            String action,

            @Schema(description = "In which words") String text) {
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
