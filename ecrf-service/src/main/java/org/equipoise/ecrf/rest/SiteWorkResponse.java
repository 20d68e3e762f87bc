package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ReadWorkList;
import org.equipoise.ecrf.application.WorkItem;

/** The work at a site. */
public record SiteWorkResponse(
        @Schema(description = "The site") String site,
        @Schema(description = "When the list was drawn up") Instant asOf,

        @Schema(description = "Windows that have closed with nothing entered")
        List<WorkItemResponse> late,

        @Schema(description = "Windows that are open") List<WorkItemResponse> now,

        @Schema(description = "Windows that open within seven days")
        List<WorkItemResponse> next,

        @Schema(description = "The first visit of subjects for whom nothing can be dated yet")
        List<WorkItemResponse> waiting,

        @Schema(description = "Safety alerts that are not acknowledged, as far as the caller may see them")
        long alerts,

        @Schema(
                description = "Queries of the site whose next step is the caller's, as far as the caller may see them:"
                        + " open ones for who may answer, answered ones for who may close")
        long queries,

        @Schema(
                description =
                        "Clocks of reports about serious adverse events that run or are overdue; 0 for who may not"
                                + " read adverse events")
        long clocks)
        implements LiveFeed.Content {
    static SiteWorkResponse of(ReadWorkList.SiteWork work) {
        return new SiteWorkResponse(
                work.site(),
                work.asOf(),
                items(work.late(), work.asOf()),
                items(work.now(), work.asOf()),
                items(work.next(), work.asOf()),
                items(work.waiting(), work.asOf()),
                work.open().alerts(),
                work.open().queries(),
                work.open().clocks());
    }

    static List<WorkItemResponse> items(List<WorkItem> items, Instant asOf) {
        return items.stream().map(item -> WorkItemResponse.of(item, asOf)).toList();
    }

    static List<WorkItemResponse> standing(List<WorkItemResponse> items) {
        return items.stream().map(WorkItemResponse::standing).toList();
    }

    @Override
    public Object standing() {
        return new SiteWorkResponse(
                site, null, standing(late), standing(now), standing(next), standing(waiting), alerts, queries, clocks);
    }
}
