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
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
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

    public record Screening(@NotNull Instant screenedAt) {}

    public record Screened(String subject, String site, String status, Instant screenedAt, Instant createdAt) {
        static Screened of(Subject subject) {
            return new Screened(
                    subject.id(), subject.site(), subject.status().code(), subject.screenedAt(), subject.createdAt());
        }
    }

    @POST
    @Path("/sites/{site}/subjects")
    @Requires(Permission.SUBJECT_SCREEN)
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
    public SubjectResponse read(@PathParam("study") String study, @PathParam("subject") String subject) {
        return SubjectResponse.of(readSubjects.read(actors.with(Permission.SUBJECT_READ, study), study, subject));
    }

    @GET
    @Path("/subjects/{subject}/schedule")
    @Requires(Permission.SUBJECT_READ)
    public ScheduleResponse schedule(@PathParam("study") String study, @PathParam("subject") String subject) {
        return ScheduleResponse.of(readSchedule.read(actors.with(Permission.SUBJECT_READ, study), study, subject));
    }
}
