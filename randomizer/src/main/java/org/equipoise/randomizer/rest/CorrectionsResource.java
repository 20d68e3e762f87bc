package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.CorrectRandomization;
import org.equipoise.randomizer.application.Correction;
import org.equipoise.randomizer.application.ReadRandomizations;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}/randomizations/{subject}")
@Tag(name = "Randomizations")
public class CorrectionsResource {

    private final CorrectRandomization correct;
    private final ReadRandomizations read;
    private final Caller caller;

    CorrectionsResource(CorrectRandomization correct, ReadRandomizations read, Caller caller) {
        this.correct = correct;
        this.read = read;
        this.caller = caller;
    }

    /** Why a randomization was an error. */
    public record ErrorMark(
            @NotBlank
            @Size(max = 1000)
            @Schema(description = "Why; the study's people read it, so it must not tell anything about an arm")
            String reason) {}

    /** The stratum that would have been right. */
    public record StratumCorrection(
            @NotNull @Size(max = 50) @Schema(description = "The right level of each factor of the plan")
            Map<@Size(max = 40) String, @NotNull @Size(max = 40) String> strata,

            @NotBlank
            @Size(max = 1000)
            @Schema(description = "Why; the study's people read it, so it must not tell anything about an arm")
            String reason) {}

    /** Everything found out about a randomization. */
    public record Corrections(
            @Schema(description = "All of them") List<Correction> items) {}

    @POST
    @Path("error-mark")
    @Requires(Permission.RANDOMIZATION_CORRECT)
    @Operation(
            summary = "Mark a randomization as made in error",
            description = "The randomization stays: it is not undone, its place in the list is not used again, and the "
                    + "subject is not randomized a second time.")
    @APIResponse(responseCode = "201", description = "Marked, by this request or an earlier one with the same key")
    @APIResponse(responseCode = "404", description = "The subject is not randomized")
    @APIResponse(responseCode = "409", description = "`state-conflict`: marked before, by the `mark` given")
    @APIResponse(responseCode = "422", description = "`key-reused`")
    public Uni<RestResponse<Correction>> markInError(
            @RestPath String study,
            @RestPath String subject,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid ErrorMark body) {
        String path = "/studies/" + study + "/randomizations/" + subject + "/error-mark";
        return correct.markInError(study, subject, body.reason(), Requests.unique(key, path, body), Actors.of(caller))
                .map(mark -> RestResponse.status(RestResponse.Status.CREATED, mark));
    }

    @POST
    @Path("stratum-corrections")
    @Requires(Permission.RANDOMIZATION_CORRECT)
    @Operation(
            summary = "Record the stratum that would have been right",
            description = "It stands beside the stratum of the randomization, never instead of it. It can be recorded "
                    + "again; the last one counts, and all are kept.")
    @APIResponse(responseCode = "201", description = "Recorded, by this request or an earlier one with the same key")
    @APIResponse(responseCode = "404", description = "The subject is not randomized")
    @APIResponse(responseCode = "422", description = "`stratum-unknown` with `factors`; `key-reused`")
    public Uni<RestResponse<Correction>> correctStratum(
            @RestPath String study,
            @RestPath String subject,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid StratumCorrection body) {
        String path = "/studies/" + study + "/randomizations/" + subject + "/stratum-corrections";
        return correct.correctStratum(
                        new CorrectRandomization.NewStratum(study, subject, body.strata(), body.reason()),
                        Requests.unique(key, path, body),
                        Actors.of(caller))
                .map(correction -> RestResponse.status(RestResponse.Status.CREATED, correction));
    }

    @GET
    @Path("corrections")
    @Requires(Permission.RANDOMIZATION_READ)
    @Operation(summary = "Read all that was corrected about a randomization", description = "Oldest first; blinded.")
    @APIResponse(responseCode = "200", description = "The corrections, oldest first")
    @APIResponse(responseCode = "404", description = "The subject is not randomized, or not at your sites")
    public Uni<Corrections> corrections(@RestPath String study, @RestPath String subject) {
        return read.corrections(study, caller.sites(Permission.RANDOMIZATION_READ, study), subject)
                .map(Corrections::new);
    }
}
