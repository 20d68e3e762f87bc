package org.equipoise.ecrf.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.ReadWorkList;
import org.equipoise.ecrf.application.SiteActivity;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}")
@Tag(name = "Work lists", description = "What is late, due now and next, to the minute")
public class WorkListsResource {
    private static final String LIVE =
            "Server-sent events named list. Each holds the whole list, as of the whole minute, and is sent"
                    + " when something in it has changed, also by the clock; its id, sent back as Last-Event-ID, spares a list that has not changed. Comments"
                    + " are signs of life. The stream ends when the token expires: connect again with a fresh one.";

    private final ReadWorkList readWorkList;
    private final LiveFeed live;
    private final Actors actors;
    private final Caller caller;

    public WorkListsResource(ReadWorkList readWorkList, LiveFeed live, Actors actors, Caller caller) {
        this.readWorkList = readWorkList;
        this.live = live;
        this.actors = actors;
        this.caller = caller;
    }

    public record CalendarResponse(
            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "When it was drawn up") Instant asOf,

            @Schema(description = "In the order of the schedule")
            List<WorkItemResponse> entries) {}

    @GET
    @Path("/subjects/{subject}/calendar")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "Read a subject's calendar",
            description =
                    "A line for each form of each event, and for each planned reading: when it should and may happen, when it"
                            + " did, and where it stands. Forms that are hidden from the caller are left out.")
    @APIResponse(responseCode = "200", description = "The calendar as of now")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such subject, or not for you")
    public CalendarResponse calendar(@PathParam("study") String study, @PathParam("subject") String subject) {
        ReadWorkList.SubjectCalendar read =
                readWorkList.calendar(actors.with(Permission.SUBJECT_READ, study), study, subject);
        Instant asOf = read.calendar().asOf();
        return new CalendarResponse(read.subject(), asOf, SiteWorkResponse.items(read.items(), asOf));
    }

    @GET
    @Path("/sites/{site}/work-list")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "Read a site's work list",
            description =
                    "What is late, due now and next of forms that the caller may see, by intended time, and how many alerts,"
                            + " queries and clocks of reports wait.")
    @APIResponse(responseCode = "200", description = "The work list as of now")
    @APIResponse(responseCode = "404", description = "`not-found`: the study has no such site, or not for you")
    public SiteWorkResponse workList(@PathParam("study") String study, @PathParam("site") String site) {
        return SiteWorkResponse.of(readWorkList.site(reader(study, site), study, site));
    }

    @GET
    @Path("/sites/{site}/work-list/changes")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Requires(Permission.SUBJECT_READ)
    @Operation(summary = "Follow a site's work list", description = LIVE)
    @APIResponse(responseCode = "200", description = "A stream of work lists")
    @APIResponse(responseCode = "400", description = "Accept does not name text/event-stream")
    public Multi<OutboundSseEvent> followWorkList(
            @PathParam("study") String study,
            @PathParam("site") String site,
            @Context Sse sse,
            @Context HttpHeaders headers) {
        ReadWorkList.SiteReader reader = reader(study, site);
        readWorkList.requireSite(reader.actor(), study, site);
        return live.follow(
                sse,
                LiveFeed.Follower.of(headers, caller),
                LiveFeed.Topic.site(reader, new SiteActivity.Place(study, site)),
                minute -> SiteWorkResponse.of(readWorkList.site(reader, study, site, minute)));
    }

    /** With the queries whose next step is the caller's. */
    private ReadWorkList.SiteReader reader(String study, String site) {
        Set<QueryStatus> settles = EnumSet.noneOf(QueryStatus.class);
        if (caller.sites(Permission.QUERY_ANSWER, study).includes(site)) {
            settles.add(QueryStatus.OPEN);
        }
        if (caller.sites(Permission.QUERY_CLOSE, study).includes(site)) {
            settles.add(QueryStatus.ANSWERED);
        }
        return new ReadWorkList.SiteReader(actors.with(Permission.SUBJECT_READ, study), settles);
    }

    @GET
    @Path("/subjects/{subject}/dose-day")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "Read what is due on a subject's dose day",
            description = "Of the dose that has begun last; when all of it is over, of the next.")
    @APIResponse(
            responseCode = "200",
            description = "What is late, due now, next and done; empty lists if the study has no dose days")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such subject, or not for you")
    public DoseDayResponse doseDay(@PathParam("study") String study, @PathParam("subject") String subject) {
        return DoseDayResponse.of(readWorkList.doseDay(actors.with(Permission.SUBJECT_READ, study), study, subject));
    }

    @GET
    @Path("/subjects/{subject}/dose-day/changes")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Requires(Permission.SUBJECT_READ)
    @Operation(summary = "Follow a subject's dose day", description = LIVE)
    @APIResponse(responseCode = "200", description = "A stream of lists")
    @APIResponse(responseCode = "400", description = "Accept does not name text/event-stream")
    public Multi<OutboundSseEvent> followDoseDay(
            @PathParam("study") String study,
            @PathParam("subject") String subject,
            @Context Sse sse,
            @Context HttpHeaders headers) {
        Actor reader = actors.with(Permission.SUBJECT_READ, study);
        String site = readWorkList.siteOf(reader, study, subject);
        return live.follow(
                sse,
                LiveFeed.Follower.of(headers, caller),
                LiveFeed.Topic.doseDay(reader, new SiteActivity.Place(study, site), subject),
                minute -> DoseDayResponse.of(readWorkList.doseDay(reader, study, subject, minute)));
    }
}
