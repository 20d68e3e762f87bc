package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.ReadSchedule;
import org.equipoise.ecrf.application.ReadSubjects;
import org.equipoise.ecrf.application.ScreenSubject;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}")
public class SubjectsResource {
    private final ScreenSubject screenSubject;
    private final ReadSubjects readSubjects;
    private final ReadSchedule readSchedule;
    private final Actors actors;

    public SubjectsResource(
            ScreenSubject screenSubject, ReadSubjects readSubjects, ReadSchedule readSchedule, Actors actors) {
        this.screenSubject = screenSubject;
        this.readSubjects = readSubjects;
        this.readSchedule = readSchedule;
        this.actors = actors;
    }

    public record Screening(
            @Schema(description = "When screening began; not in the future") @NotNull
            Instant screenedAt) {}

    public record Screened(
            @Schema(description = "The new subject: site and number, such as 01-001")
            String subject,

            @Schema(description = "The site that screened the subject")
            String site,

            @Schema(description = "`screening` for a new subject")
            String status,

            @Schema(description = "When screening began") Instant screenedAt,

            @Schema(description = "When the number was given")
            Instant createdAt) {
        static Screened of(Subject subject) {
            return new Screened(
                    subject.id(), subject.site(), subject.status().code(), subject.screenedAt(), subject.createdAt());
        }
    }

    @POST
    @Path("/sites/{site}/subjects")
    @Requires(Permission.SUBJECT_SCREEN)
    @Operation(
            summary = "Take a person into screening",
            description = "The subject gets the next number of the site and follows the version of the study that"
                    + " is in force. The same Idempotency-Key with the same request gives the same subject.")
    @APIResponse(
            responseCode = "201",
            description = "The new subject, by this request or an earlier one with the same key",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Screened.class)))
    @APIResponse(
            responseCode = "400",
            description = "`idempotency-key-missing`: the key is absent or malformed; `invalid-value`: a field is"
                    + " not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published or has no such site, or not for you")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the site or the study is frozen or locked")
    @APIResponse(responseCode = "422", description = "`check-failed`: `screenedAt` is still to come; `key-reused`")
    public Response screen(
            @PathParam("study") String study,
            @PathParam("site") String site,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Screening screening) {
        String requestKey = IdempotencyKey.parse(key).value();
        Subject subject = screenSubject.screen(study, site, screening.screenedAt(), requestKey);
        return Response.status(201).entity(Screened.of(subject)).build();
    }

    @GET
    @Path("/subjects")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "List subjects",
            description = "By identifier, of your sites or of one of them; up to 200 on a page. Anchors, strata and"
                    + " kits are shown only for one subject at a time. Blinded: nothing tells an arm.")
    @APIResponse(responseCode = "200", description = "A page of subjects")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `limit` is not from 1 to 200")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<SubjectResponse> list(
            @PathParam("study") String study,
            @QueryParam("site") String site,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Page page = Parameters.page(after, limit);
        return PageResponse.of(readSubjects
                .list(actors.with(Permission.SUBJECT_READ, study), study, Optional.ofNullable(site), page)
                .map(SubjectResponse::of));
    }

    @GET
    @Path("/subjects/{subject}")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "Read a subject",
            description = "Status, randomization without the arm, the instants that windows are measured from, and"
                    + " whether the data still give the levels under which the subject was randomized.")
    @APIResponse(responseCode = "200", description = "The subject")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such subject, or not for you")
    public SubjectResponse read(@PathParam("study") String study, @PathParam("subject") String subject) {
        return SubjectResponse.of(readSubjects.read(actors.with(Permission.SUBJECT_READ, study), study, subject));
    }

    @GET
    @Path("/subjects/{subject}/schedule")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "Read a subject's schedule",
            description = "Each event of the version that the subject follows, with its window as the present data"
                    + " give it. A form that you may not read is named, but not whether it was entered, and"
                    + " counts for no state.")
    @APIResponse(responseCode = "200", description = "The schedule as of now")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such subject, or not for you")
    public ScheduleResponse schedule(@PathParam("study") String study, @PathParam("subject") String subject) {
        return ScheduleResponse.of(readSchedule.read(actors.with(Permission.SUBJECT_READ, study), study, subject));
    }
}
