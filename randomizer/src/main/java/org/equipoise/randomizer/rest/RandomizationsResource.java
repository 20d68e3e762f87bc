package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.CorrectedRandomization;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.Randomization;
import org.equipoise.randomizer.application.RandomizeSubject;
import org.equipoise.randomizer.application.ReadRandomizations;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}/randomizations")
@Tag(name = "Randomizations")
public class RandomizationsResource {

    private static final String IDENTIFIER = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";
    private static final String IDENTIFIER_RULE = "must be 1 to 40 letters, digits, points, hyphens or underscores";

    private final RandomizeSubject randomize;
    private final ReadRandomizations read;
    private final Caller caller;

    RandomizationsResource(RandomizeSubject randomize, ReadRandomizations read, Caller caller) {
        this.randomize = randomize;
        this.read = read;
        this.caller = caller;
    }

    /** Whom to randomize; site and strata only where the plan lets the caller vouch for eligibility. */
    public record Request(
            @NotNull
            @Pattern(regexp = IDENTIFIER, message = IDENTIFIER_RULE)
            @Schema(description = "The subject's identifier")
            String subject,

            @Pattern(regexp = IDENTIFIER, message = IDENTIFIER_RULE)
            @Schema(description = "The subject's site; only where the plan's eligibility is `external`")
            String site,

            @Size(max = 50)
            @Schema(description = "The subject's level of each factor; only where the plan's eligibility is `external`")
            Map<@Size(max = 40) String, @Size(max = 40) String> strata) {}

    @POST
    @Requires(Permission.SUBJECT_RANDOMIZE)
    @Operation(
            summary = "Randomize a subject",
            description = "Takes the next allocation of the subject's stratum, once. The same Idempotency-Key with the "
                    + "same request gives the same answer, for the life of the study. The answer never tells the arm.")
    @APIResponse(responseCode = "201", description = "Randomized, by this request or an earlier one with the same key")
    @APIResponse(
            responseCode = "409",
            description = "`already-randomized` with the existing `randomization`; `randomization-closed`, and "
                    + "`list-exhausted` when a cap or the list is used up, each with its `cause`; `plan-not-active`")
    @APIResponse(
            responseCode = "422",
            description = "`not-eligible` with `reasons`; `stratum-unknown` with `factors`; `key-reused`")
    @APIResponse(responseCode = "503", description = "`neighbour-unavailable`: nothing was done, try again")
    public Uni<RestResponse<Randomization>> randomize(
            @RestPath String study, @RestHeader(IdempotencyKey.HEADER) String key, @NotNull @Valid Request request) {
        SiteScope sites = caller.sites(Permission.SUBJECT_RANDOMIZE, study);
        RandomizeSubject.Command command = new RandomizeSubject.Command(
                study,
                request.subject(),
                Optional.ofNullable(request.site()),
                Optional.ofNullable(request.strata()),
                sites,
                Requests.unique(key, "/studies/" + study + "/randomizations", request));
        return randomize
                .randomize(command, Actors.of(caller))
                .map(randomization -> RestResponse.status(RestResponse.Status.CREATED, randomization));
    }

    @GET
    @Requires(Permission.RANDOMIZATION_READ)
    @Operation(
            summary = "List randomizations at your sites",
            description = "In the order of time, then number; blinded, with what was corrected afterwards.")
    @APIResponse(responseCode = "200", description = "Randomizations in the order of their time")
    public Uni<Page<CorrectedRandomization>> page(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        SiteScope sites = caller.sites(Permission.RANDOMIZATION_READ, study);
        return read.page(study, sites, Optional.ofNullable(after), Requests.limit(limit));
    }

    @GET
    @Path("{subject}")
    @Requires(Permission.RANDOMIZATION_READ)
    @Operation(summary = "Read a subject's randomization", description = "Blinded, with what was corrected afterwards.")
    @APIResponse(responseCode = "200", description = "The randomization")
    public Uni<CorrectedRandomization> one(@RestPath String study, @RestPath String subject) {
        return read.one(study, caller.sites(Permission.RANDOMIZATION_READ, study), subject);
    }
}
