package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.ReadSnapshot;
import org.equipoise.ecrf.application.TakeSnapshot;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

/** Data cuts that never change. What a service takes for an analysis does not exist for people, and the other way round. */
@Path("/studies/{study}/snapshots")
@Tag(name = "Snapshots")
public class SnapshotsResource {
    private final TakeSnapshot take;
    private final ReadSnapshot read;
    private final Actors actors;
    private final Caller caller;

    public SnapshotsResource(TakeSnapshot take, ReadSnapshot read, Actors actors, Caller caller) {
        this.take = take;
        this.read = read;
        this.actors = actors;
        this.caller = caller;
    }

    public record Taking(
            @Schema(description = "What people call it", example = "Look 2") @NotBlank @Size(max = 200)
            String label) {}

    @POST
    @Requires({Permission.ANALYSIS_DATA_READ, Permission.DATA_SNAPSHOT})
    @Operation(
            summary = "Take a snapshot of the study's data",
            description = "Freezes the present revision of each form of each screened subject, those of the pharmacy"
                    + " excepted, and the alerts and deviations that were raised. Nothing that is saved"
                    + " later changes what the snapshot says.")
    @APIResponse(
            responseCode = "201",
            description = "The snapshot; a repeat with the same key gives the same",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SnapshotResponse.class)))
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another label before")
    public Response take(
            @PathParam("study") String study,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Taking taking) {
        Snapshot snapshot = take.take(new TakeSnapshot.Order(
                study,
                purpose(),
                taking.label(),
                actors.author(),
                IdempotencyKey.parse(key).value()));
        return Response.status(201).entity(shown(study, snapshot)).build();
    }

    @GET
    @Requires({Permission.ANALYSIS_DATA_READ, Permission.DATA_SNAPSHOT})
    @Operation(summary = "List snapshots, oldest first", description = "Those that people took, or that services took.")
    @APIResponse(responseCode = "200", description = "A page of snapshots")
    public PageResponse<SnapshotResponse> list(
            @PathParam("study") String study,
            @Parameter(description = "The snapshot to continue after") @QueryParam("after") String after,
            @Parameter(description = "At most so many, up to 200") @QueryParam("limit") @DefaultValue("50") int limit) {
        Page page = Parameters.page(after, limit);
        return PageResponse.of(read.list(study, purpose(), page).map(snapshot -> shown(study, snapshot)));
    }

    @GET
    @Path("/{snapshot}")
    @Requires({Permission.ANALYSIS_DATA_READ, Permission.DATA_SNAPSHOT})
    @Operation(
            summary = "Read the head of a snapshot",
            description = "When it was taken and by whom, how much is in it, and the hash over all of it. People"
                    + " find what people took, services what services took.")
    @APIResponse(responseCode = "200", description = "The snapshot")
    @APIResponse(responseCode = "404", description = "`not-found`: there is none, or not for you")
    public SnapshotResponse read(@PathParam("study") String study, @PathParam("snapshot") String snapshot) {
        return shown(study, read.find(study, purpose(), snapshot));
    }

    @GET
    @Path("/{snapshot}/records")
    @Requires({Permission.ANALYSIS_DATA_READ, Permission.DATA_SNAPSHOT})
    @Operation(
            summary = "Read what a snapshot says, subject by subject",
            description =
                    "The same for ever. People are shown the forms that they may see; the content hash covers all.")
    @APIResponse(responseCode = "200", description = "A page of subjects with their forms as they stood")
    @APIResponse(
            responseCode = "409",
            description =
                    "`state-conflict`: what the snapshot names is not what was stored; the audit must be verified")
    @APIResponse(responseCode = "404", description = "`not-found`: there is none, or not for you")
    public SnapshotResponse.RecordsResponse records(
            @PathParam("study") String study,
            @PathParam("snapshot") String snapshot,
            @Parameter(description = "The subject to continue after") @QueryParam("after") String after,
            @Parameter(description = "At most so many subjects, up to 200") @QueryParam("limit") @DefaultValue("50")
                    int limit) {
        Page page = Parameters.page(after, limit);
        Purpose purpose = purpose();
        Snapshot found = read.find(study, purpose, snapshot);
        return SnapshotResponse.RecordsResponse.of(
                purpose == Purpose.ANALYSIS
                        ? read.records(found, page)
                        : read.records(found, actors.with(Permission.DATA_SNAPSHOT, study), page));
    }

    /** From one cut to the next, the number of all forms tells that something hidden was entered. */
    private SnapshotResponse shown(String study, Snapshot snapshot) {
        boolean seesAll = purpose() == Purpose.ANALYSIS
                || actors.with(Permission.DATA_SNAPSHOT, study).seesAllForms();
        return SnapshotResponse.of(snapshot, seesAll);
    }

    private Purpose purpose() {
        return caller.service().isPresent() ? Purpose.ANALYSIS : Purpose.PERSON;
    }
}
