package org.equipoise.stats.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.ReleaseRecommendation;
import org.equipoise.stats.application.SignRecommendation;
import org.equipoise.stats.domain.meeting.SignatureMeaning;

@Path("/studies/{study}/meetings")
@Tag(name = "Meetings")
public class ReleaseResource {

    private static final String HASH = "[0-9a-f]{64}";

    private final SignRecommendation signRecommendation;
    private final ReleaseRecommendation releaseRecommendation;
    private final MeetingAnswers answers;
    private final Caller caller;

    ReleaseResource(
            SignRecommendation signRecommendation,
            ReleaseRecommendation releaseRecommendation,
            MeetingAnswers answers,
            Caller caller) {
        this.signRecommendation = signRecommendation;
        this.releaseRecommendation = releaseRecommendation;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Path("/{meeting}/signatures")
    @Requires(Permission.MEETING_HOLD)
    @Operation(
            summary = "Sign the recommendation as it stands",
            description =
                    "Takes a sign-in not older than 60 s. For members who attend the closed session, have declared"
                            + " their interests and are not barred by them; who wrote the recommendation may sign it.")
    @APIResponse(
            responseCode = "201",
            description = "The minutes with the signature",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: no such meaning, or no hash")
    @APIResponse(responseCode = "403", description = "`sign-in-too-old`: sign in again and repeat the request")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such meeting, or not for you")
    @APIResponse(
            responseCode = "409",
            description = "`revision-conflict`: it was changed since; `state-conflict`: `rule` says which rule")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response sign(
            @PathParam("study") String study,
            @PathParam("meeting") UUID meeting,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid Signing signing) {
        SignatureMeaning meaning = SignatureMeaning.named(signing.meaning())
                .orElseThrow(() -> MinutesResource.invalid("meaning", signing.meaning(), "authorship and approval"));
        return answers.entered(
                study,
                signRecommendation.sign(
                        study,
                        meeting,
                        new SignRecommendation.Signing(signing.hash(), meaning),
                        IdempotencyKey.parse(idempotencyKey),
                        CommitteePeople.of(caller, study)));
    }

    @POST
    @Path("/{meeting}/release")
    @Requires(Permission.MEETING_HOLD)
    @Operation(
            summary = "Release the recommendation to sponsor and sites",
            description =
                    "For whom the charter names as chair, who attends the closed session, has declared their interests"
                            + " and is not barred by them; takes a sign-in not older than 60 s and two signatures that"
                            + " stand. Nothing in the meeting changes afterwards.")
    @APIResponse(
            responseCode = "201",
            description = "The minutes, released",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(
            responseCode = "403",
            description = "`sign-in-too-old`, or `permission-missing`: the charter names somebody else")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such meeting, or not for you")
    @APIResponse(
            responseCode = "409",
            description = "`revision-conflict`: it was changed since; `state-conflict`: `rule` says which rule")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response release(
            @PathParam("study") String study,
            @PathParam("meeting") UUID meeting,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid Releasing releasing) {
        return answers.entered(
                study,
                releaseRecommendation.release(
                        study,
                        meeting,
                        releasing.hash(),
                        IdempotencyKey.parse(idempotencyKey),
                        CommitteePeople.of(caller, study)));
    }

    @Schema(name = "SignRecommendation")
    record Signing(
            @Schema(description = "Hash of the revision that you have read") @NotNull @Pattern(regexp = HASH)
            String hash,

            @Schema(description = "authorship, for whoever wrote the revision; or approval") @NotNull
            String meaning) {}

    @Schema(name = "ReleaseRecommendation")
    record Releasing(
            @Schema(description = "Hash of the revision that you have read") @NotNull @Pattern(regexp = HASH)
            String hash) {}
}
