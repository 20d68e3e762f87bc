package org.equipoise.stats.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.CloseMeeting;
import org.equipoise.stats.application.OpenMeeting;
import org.equipoise.stats.application.PageOf;
import org.equipoise.stats.application.ReadMeetings;
import org.equipoise.stats.domain.meeting.Meeting;

@Path("/studies/{study}/meetings")
@Tag(name = "Meetings", description = "Closed sessions of the data monitoring committee")
public class MeetingResource {

    private final OpenMeeting openMeeting;
    private final CloseMeeting closeMeeting;
    private final ReadMeetings readMeetings;
    private final MeetingAnswers answers;
    private final Caller caller;

    MeetingResource(
            OpenMeeting openMeeting,
            CloseMeeting closeMeeting,
            ReadMeetings readMeetings,
            MeetingAnswers answers,
            Caller caller) {
        this.openMeeting = openMeeting;
        this.closeMeeting = closeMeeting;
        this.readMeetings = readMeetings;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Requires(Permission.MEETING_HOLD)
    @Operation(
            summary = "Open a meeting on a completed run",
            description =
                    "For whom the charter names as chair. A look has one open meeting at a time; after a release, a"
                            + " further one names the released in supersedes, and both stay.")
    @APIResponse(
            responseCode = "201",
            description = "The meeting; a repeat with the same key gives the same",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(responseCode = "403", description = "`permission-missing`: the charter names somebody else")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such run, or not for you")
    @APIResponse(responseCode = "409", description = "`state-conflict`: no result, or the look has another meeting")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response open(
            @PathParam("study") String study,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid Opening opening) {
        Meeting meeting = openMeeting.open(
                study,
                new OpenMeeting.Request(opening.analysis(), Optional.ofNullable(opening.supersedes())),
                IdempotencyKey.parse(idempotencyKey),
                CommitteePeople.of(caller, study));
        return Response.status(Response.Status.CREATED)
                .header(
                        HttpHeaders.LOCATION,
                        "/api/stats/studies/" + study + "/meetings/"
                                + meeting.subject().meeting())
                .entity(answers.view(study, meeting))
                .build();
    }

    @GET
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(
            summary = "List the meetings",
            description = "With all of their minutes, in the order in which they were opened.")
    @APIResponse(responseCode = "200", description = "A page of meetings, superseded ones too")
    public Page list(
            @PathParam("study") String study,
            @Parameter(description = "The meeting to continue after") @QueryParam("after") UUID after,
            @Parameter(description = "At most so many, up to 200")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(1)
                    @Max(200)
                    int limit) {
        PageOf<Meeting> meetings = readMeetings.page(study, Optional.ofNullable(after), limit);
        return new Page(
                meetings.items().stream()
                        .map(meeting -> answers.view(study, meeting))
                        .toList(),
                meetings.next().orElse(null));
    }

    @GET
    @Path("/{meeting}")
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(summary = "Show one meeting", description = "Its minutes as they stand now.")
    @APIResponse(
            responseCode = "200",
            description = "The minutes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: there is none, or not for you")
    public MeetingView one(@PathParam("study") String study, @PathParam("meeting") UUID meeting) {
        return answers.view(study, readMeetings.one(study, meeting));
    }

    @POST
    @Path("/{meeting}/closing")
    @Requires(Permission.MEETING_HOLD)
    @Operation(
            summary = "Close a meeting without a release",
            description =
                    "For whom the charter names as chair; takes a sign-in not older than 60 s and a reason. Nothing is"
                            + " published, nothing in the meeting changes afterwards, and its look may have another"
                            + " meeting.")
    @APIResponse(
            responseCode = "201",
            description = "The minutes, closed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: no reason")
    @APIResponse(
            responseCode = "403",
            description = "`sign-in-too-old`, or `permission-missing`: the charter names somebody else")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such meeting, or not for you")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the meeting is released or closed already")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response close(
            @PathParam("study") String study,
            @PathParam("meeting") UUID meeting,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid Closing closing) {
        return answers.entered(
                study,
                closeMeeting.close(
                        study,
                        meeting,
                        closing.reason().strip(),
                        IdempotencyKey.parse(idempotencyKey),
                        CommitteePeople.of(caller, study)));
    }

    @Schema(name = "OpenMeeting")
    record Opening(
            @Schema(description = "The completed run that the committee has before it") @NotNull
            UUID analysis,

            @Schema(description = "The released meeting on the same look whose recommendation is to be replaced")
            UUID supersedes) {}

    @Schema(name = "CloseMeeting")
    record Closing(
            @Schema(description = "Why nothing is released; stays in the closed minutes") @NotBlank @Size(max = 2000)
            String reason) {

        @Override
        public String toString() {
            return "Closing[…]";
        }
    }

    @Schema(name = "MeetingPage")
    record Page(
            @Schema(description = "Meetings in the order in which they were opened")
            List<MeetingView> items,

            @Schema(description = "The meeting to continue after; absent at the end")
            UUID next) {}
}
