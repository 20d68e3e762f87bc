package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ReadWorkList;

/** What is due on a subject's dose day. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DoseDayResponse(
        @Schema(description = "The subject, such as 01-001") String subject,
        @Schema(description = "The subject's site") String site,
        @Schema(description = "When the list was drawn up") Instant asOf,

        @Schema(description = "Name of the instant that the day is measured from")
        String anchor,

        @Schema(description = "That instant; nothing before the dose has begun")
        Instant start,

        @Schema(description = "Windows that have closed with nothing entered")
        List<WorkItemResponse> late,

        @Schema(description = "Windows that are open") List<WorkItemResponse> now,
        @Schema(description = "Windows that will open") List<WorkItemResponse> next,
        @Schema(description = "What was entered") List<WorkItemResponse> done,

        @Schema(
                description =
                        "Safety alerts of the subject that are not acknowledged, as far as the caller may see them")
        long alerts)
        implements LiveFeed.Content {
    static DoseDayResponse of(ReadWorkList.DoseDay day) {
        return new DoseDayResponse(
                day.subject(),
                day.site(),
                day.asOf(),
                day.anchor().orElse(null),
                day.start().orElse(null),
                SiteWorkResponse.items(day.late(), day.asOf()),
                SiteWorkResponse.items(day.now(), day.asOf()),
                SiteWorkResponse.items(day.next(), day.asOf()),
                SiteWorkResponse.items(day.done(), day.asOf()),
                day.alerts());
    }

    @Override
    public Object standing() {
        return new DoseDayResponse(
                subject,
                site,
                null,
                anchor,
                start,
                SiteWorkResponse.standing(late),
                SiteWorkResponse.standing(now),
                SiteWorkResponse.standing(next),
                SiteWorkResponse.standing(done),
                alerts);
    }
}
