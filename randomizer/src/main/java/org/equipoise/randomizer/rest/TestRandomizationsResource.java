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
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.RandomizeTestSubject;
import org.equipoise.randomizer.application.TestRandomization;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}/test-randomizations")
@Tag(name = "Test randomizations")
public class TestRandomizationsResource {

    private static final String IDENTIFIER = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";
    private static final String IDENTIFIER_RULE = "must be 1 to 40 letters, digits, points, hyphens or underscores";

    private final RandomizeTestSubject randomize;
    private final Caller caller;

    TestRandomizationsResource(RandomizeTestSubject randomize, Caller caller) {
        this.randomize = randomize;
        this.caller = caller;
    }

    /** Whom to randomize for a test. */
    public record TestRequest(
            @NotNull
            @Pattern(regexp = IDENTIFIER, message = IDENTIFIER_RULE)
            @Schema(description = "Any identifier; no such subject needs to exist")
            String subject,

            @NotNull
            @Pattern(regexp = IDENTIFIER, message = IDENTIFIER_RULE)
            @Schema(description = "The site, one of yours")
            String site,

            @Size(max = 50) @Schema(description = "The level of each factor of the plan, but the site")
            Map<@Size(max = 40) String, @NotNull @Size(max = 40) String> strata) {}

    @POST
    @Requires(Permission.SUBJECT_RANDOMIZE)
    @Operation(
            summary = "Randomize a subject that does not exist, to try the study out",
            description =
                    "From the last test list, before the study is live. Numbers begin with TEST-; the case report "
                            + "forms are not told, and nothing of it counts for the live list.")
    @APIResponse(responseCode = "201", description = "Randomized for a test, by this request or an earlier one")
    @APIResponse(
            responseCode = "409",
            description = "`plan-not-active`: there is no test list; `already-active`: the study is live; "
                    + "`already-randomized`; `list-exhausted`")
    @APIResponse(responseCode = "422", description = "`stratum-unknown` with `factors`; `key-reused`")
    public Uni<RestResponse<TestRandomization>> randomize(
            @RestPath String study, @RestHeader(IdempotencyKey.HEADER) String key, @NotNull @Valid TestRequest body) {
        caller.requireSite(Permission.SUBJECT_RANDOMIZE, study, body.site());
        RandomizeTestSubject.Command command = new RandomizeTestSubject.Command(
                study,
                body.subject(),
                body.site(),
                Optional.ofNullable(body.strata()).orElse(Map.of()),
                Requests.unique(key, "/studies/" + study + "/test-randomizations", body));
        return randomize
                .randomize(command, Actors.of(caller))
                .map(made -> RestResponse.status(RestResponse.Status.CREATED, made));
    }

    @GET
    @Requires(Permission.RANDOMIZATION_READ)
    @Operation(
            summary = "List test randomizations at your sites",
            description = "Of the last test list, by subject; none if the study never had one.")
    @APIResponse(responseCode = "200", description = "Test randomizations by subject")
    public Uni<Page<TestRandomization>> page(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return randomize.page(
                study,
                caller.sites(Permission.RANDOMIZATION_READ, study),
                Optional.ofNullable(after),
                Requests.limit(limit));
    }
}
