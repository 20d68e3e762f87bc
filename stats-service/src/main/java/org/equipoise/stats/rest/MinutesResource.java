package org.equipoise.stats.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.TakePart;
import org.equipoise.stats.application.WriteRecommendation;
import org.equipoise.stats.domain.meeting.InterestDeclaration;
import org.equipoise.stats.domain.meeting.Recommendation;
import org.equipoise.stats.domain.meeting.RecommendedAction;
import org.equipoise.stats.domain.meeting.Session;

@Path("/studies/{study}/meetings")
@Tag(name = "Meetings")
public class MinutesResource {

    private final TakePart takePart;
    private final WriteRecommendation writeRecommendation;
    private final MeetingAnswers answers;
    private final Caller caller;

    MinutesResource(TakePart takePart, WriteRecommendation writeRecommendation, MeetingAnswers answers, Caller caller) {
        this.takePart = takePart;
        this.writeRecommendation = writeRecommendation;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Path("/{meeting}/attendance")
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(
            summary = "Enter your own attendance",
            description = "In the open session, the closed session, or both; what was entered before stays.")
    @APIResponse(
            responseCode = "201",
            description = "The minutes with the entry",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: there is no such session")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such meeting, or not for you")
    @APIResponse(responseCode = "409", description = "`state-conflict`: `rule` says which rule")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response attend(
            @PathParam("study") String study,
            @PathParam("meeting") UUID meeting,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid Attending attending) {
        Set<Session> sessions = EnumSet.noneOf(Session.class);
        attending
                .sessions()
                .forEach(code -> sessions.add(
                        Session.named(code).orElseThrow(() -> invalid("sessions", code, "open and closed"))));
        return answers.entered(
                study,
                takePart.attend(
                        study,
                        meeting,
                        sessions,
                        IdempotencyKey.parse(idempotencyKey),
                        CommitteePeople.of(caller, study)));
    }

    @POST
    @Path("/{meeting}/interests")
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(
            summary = "Declare your own interests",
            description =
                    "Each member does at each meeting, be it that there are none. A conflict that bars from voting"
                            + " voids your signature and bars you from writing, signing and releasing. A later declaration"
                            + " corrects yours, and both stay; taking such a conflict back takes a statement of why.")
    @APIResponse(
            responseCode = "201",
            description = "The minutes with the entry",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: no such declaration, or none in words")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such meeting, or not for you")
    @APIResponse(responseCode = "409", description = "`state-conflict`: `rule` says which rule")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response declare(
            @PathParam("study") String study,
            @PathParam("meeting") UUID meeting,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid Interests interests) {
        InterestDeclaration declaration = InterestDeclaration.named(interests.declaration())
                .orElseThrow(() -> invalid("declaration", interests.declaration(), "none, disclosed and bars-voting"));
        String statement =
                interests.statement() == null ? "" : interests.statement().strip();
        if (declaration != InterestDeclaration.NONE && statement.isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "An interest is declared, but statement says nothing of it.")
                    .fix("Say in statement what it is.");
        }
        return answers.entered(
                study,
                takePart.declare(
                        study,
                        meeting,
                        new TakePart.Interests(declaration, statement),
                        IdempotencyKey.parse(idempotencyKey),
                        CommitteePeople.of(caller, study)));
    }

    @POST
    @Path("/{meeting}/drafts")
    @Requires(Permission.MEETING_HOLD)
    @Operation(
            summary = "Write the recommendation, or change it",
            description =
                    "For members who attend the closed session, have declared their interests and are not barred by"
                            + " them. A change voids all signatures given before; earlier revisions stay in the minutes."
                            + " The wording will be read by sponsor and sites: it names no arm and no number.")
    @APIResponse(
            responseCode = "201",
            description = "The minutes with the new revision",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: no such action, or the wording names an arm")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such meeting, or not for you")
    @APIResponse(
            responseCode = "409",
            description = "`revision-conflict`: somebody wrote before you; `state-conflict`: `rule` says which rule")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response write(
            @PathParam("study") String study,
            @PathParam("meeting") UUID meeting,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid Drafting drafting) {
        RecommendedAction action = RecommendedAction.named(drafting.action())
                .orElseThrow(() -> invalid("action", drafting.action(), String.join(", ", RecommendedAction.codes())));
        return answers.entered(
                study,
                writeRecommendation.write(
                        study,
                        meeting,
                        new WriteRecommendation.Draft(
                                drafting.replaces(),
                                new Recommendation(
                                        action,
                                        drafting.reasons().strip(),
                                        drafting.wording().strip())),
                        IdempotencyKey.parse(idempotencyKey),
                        CommitteePeople.of(caller, study)));
    }

    static Refusal invalid(String field, String value, String known) {
        return Refusal.of(ProblemType.INVALID_VALUE, field + " is '" + value + "'; known are " + known + ".")
                .fix("Use one of these.");
    }

    @Schema(name = "EnterAttendance")
    record Attending(
            @Schema(description = "open, closed or both") @NotEmpty @Size(max = 2)
            List<@NotNull String> sessions) {}

    @Schema(name = "DeclareInterests")
    record Interests(
            @Schema(description = "none, disclosed or bars-voting") @NotNull
            String declaration,

            @Schema(description = "What it is; may be left out where there is none") @Size(max = 2000)
            String statement) {}

    @Schema(name = "WriteRecommendation")
    record Drafting(
            @Schema(description = "The revision that you have before you; 0 for the first") @NotNull @Min(0)
            Integer replaces,

            @Schema(description = "continue, stop-efficacy, stop-futility, stop-harm or modify") @NotNull
            String action,

            @Schema(description = "Why; stays in the closed minutes") @NotBlank @Size(max = 10_000)
            String reasons,

            @Schema(description = "What sponsor and sites will be told; names no arm and no number")
            @NotBlank
            @Size(max = 2000)
            String wording) {

        @Override
        public String toString() {
            return "Drafting[" + replaces + "]";
        }
    }
}
