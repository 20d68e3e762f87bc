package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReadUnblindedStudy;
import org.equipoise.randomizer.application.ReadUnblindedStudy.RevealedEntry;
import org.equipoise.randomizer.application.StudyUnblinding;
import org.equipoise.randomizer.application.UnblindStudy;
import org.equipoise.randomizer.application.UniqueRequest;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}/unblinding")
@Tag(name = "Planned unblinding")
public class StudyUnblindingResource {

    private final UnblindStudy unblind;
    private final ReadUnblindedStudy read;
    private final Caller caller;

    StudyUnblindingResource(UnblindStudy unblind, ReadUnblindedStudy read, Caller caller) {
        this.unblind = unblind;
        this.read = read;
        this.caller = caller;
    }

    /** Why the study is unblinded. */
    public record Request(
            @NotBlank @Size(max = 2000) @Schema(description = "Why, for the record, for example the final analysis")
            String reason) {}

    @POST
    @Requires(Permission.STUDY_UNBLIND)
    @Operation(
            summary = "Ask for the planned unblinding of the study",
            description = "Only after the data lock, which the eCRF service is asked for. A second person has to "
                    + "approve. Takes a sign-in not older than 60 s.")
    @APIResponse(responseCode = "201", description = "Asked for; nothing is unblinded yet")
    @APIResponse(responseCode = "403", description = "`sign-in-too-old`")
    @APIResponse(responseCode = "409", description = "`state-conflict`: data not locked, or asked for before")
    @APIResponse(responseCode = "503", description = "`neighbour-unavailable`: the data lock could not be asked for")
    public Uni<RestResponse<StudyUnblinding>> request(
            @RestPath String study, @RestHeader(IdempotencyKey.HEADER) String key, @NotNull @Valid Request request) {
        return created(unblind.request(
                new UnblindStudy.Request(
                        study,
                        request.reason(),
                        caller.authenticatedAt(),
                        unique(key, "/studies/" + study + "/unblinding", request)),
                Actors.of(caller)));
    }

    @POST
    @Path("{unblinding}/approval")
    @Requires(Permission.STUDY_UNBLIND)
    @Operation(
            summary = "Approve the planned unblinding as a second person",
            description = "From now on permitted people can read the allocations and the list. It cannot be undone. "
                    + "Takes a sign-in not older than 60 s, and the data must be locked still.")
    @APIResponse(responseCode = "201", description = "The study is unblinded")
    @APIResponse(responseCode = "403", description = "`sign-in-too-old`")
    @APIResponse(responseCode = "409", description = "`state-conflict`: your own request, or data not locked")
    public Uni<RestResponse<StudyUnblinding>> approve(
            @RestPath String study, @RestPath String unblinding, @RestHeader(IdempotencyKey.HEADER) String key) {
        return created(unblind.approve(
                new UnblindStudy.Approval(
                        study,
                        unblinding,
                        caller.authenticatedAt(),
                        unique(key, "/studies/" + study + "/unblinding/" + unblinding, Map.of())),
                Actors.of(caller)));
    }

    @GET
    @Requires(Permission.STUDY_UNBLIND)
    @Operation(summary = "Read the state of the planned unblinding", description = "Who asked, who approved, when.")
    @APIResponse(responseCode = "200", description = "`status` is `requested` or `approved`")
    @APIResponse(responseCode = "404", description = "`not-found`: nobody asked for it")
    public Uni<StudyUnblinding> status(@RestPath String study) {
        return unblind.read(study);
    }

    @GET
    @Path("allocations")
    @Requires({Permission.STUDY_UNBLIND, Permission.ALLOCATION_READ_UNBLINDED})
    @Operation(
            summary = "Read who got what, after the planned unblinding",
            description = "In the order of subjects. Every page enters the unblinding register before it is answered.")
    @APIResponse(responseCode = "200", description = "Randomized subjects with their arms")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the study is blinded")
    public Uni<Page<RevealedEntry>> allocations(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.allocations(study, after, Requests.limit(limit), Actors.of(caller));
    }

    @GET
    @Path("list")
    @Requires({Permission.STUDY_UNBLIND, Permission.ALLOCATION_READ_UNBLINDED})
    @Operation(
            summary = "Read the randomization list, after the planned unblinding",
            description = "All entries, used or not, by stratum and position. Every page enters the unblinding "
                    + "register before it is answered.")
    @APIResponse(responseCode = "200", description = "Entries of the list with their arms")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the study is blinded")
    public Uni<Page<RevealedEntry>> list(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.list(study, after, Requests.limit(limit), Actors.of(caller));
    }

    private static Uni<RestResponse<StudyUnblinding>> created(Uni<StudyUnblinding> unblinding) {
        return unblinding.map(state -> RestResponse.status(RestResponse.Status.CREATED, state));
    }

    private UniqueRequest unique(String key, String path, Object body) {
        return Requests.unique(key, path, Map.of("by", caller.id(), "request", body));
    }
}
