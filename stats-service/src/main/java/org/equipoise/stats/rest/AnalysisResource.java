package org.equipoise.stats.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.ArmKey;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.application.LookRequest;
import org.equipoise.stats.application.ReadAnalyses;
import org.equipoise.stats.application.Requester;
import org.equipoise.stats.application.RunInterimAnalysis;

@Path("/studies/{study}/analyses")
@Tag(name = "Closed analyses", description = "For the data monitoring committee and the unblinded statistician")
public class AnalysisResource {

    private final RunInterimAnalysis runInterimAnalysis;
    private final ReadAnalyses readAnalyses;
    private final Caller caller;

    AnalysisResource(RunInterimAnalysis runInterimAnalysis, ReadAnalyses readAnalyses, Caller caller) {
        this.runInterimAnalysis = runInterimAnalysis;
        this.readAnalyses = readAnalyses;
        this.caller = caller;
    }

    @POST
    @Requires(Permission.CLOSED_ANALYSIS_RUN)
    @Operation(
            summary = "Run a look",
            description = "Freezes the data cut, fetches data and allocations, and stores the whole result or nothing."
                    + " A repeat under a new Idempotency-Key computes the look again from the data of its first cut, and is"
                    + " refused once a later look was run. The last look needs 90 % of its planned information, unless"
                    + " endOfTrial says why the trial ends early.")
    @APIResponse(responseCode = "201", description = "the closed result")
    @APIResponse(responseCode = "409", description = "a later look was run already")
    @APIResponse(responseCode = "422", description = "not enough data, or the analysis could not be computed")
    @APIResponse(responseCode = "503", description = "a neighbouring service did not answer; nothing was stored")
    public Response run(
            @PathParam("study") String study,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid RunLook request) {
        ClosedResult result = runInterimAnalysis.run(
                study,
                new LookRequest(request.look(), Optional.ofNullable(request.endOfTrial())),
                IdempotencyKey.parse(idempotencyKey),
                new Requester(caller.id(), caller.name(), caller.rawToken()));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/stats/studies/" + study + "/analyses/" + result.analysis())
                .entity(result)
                .build();
    }

    @GET
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(summary = "List the closed results, oldest first")
    public Page list(
            @PathParam("study") String study,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<ClosedResult> items = readAnalyses.page(study, Optional.ofNullable(after), limit + 1);
        boolean more = items.size() > limit;
        List<ClosedResult> shown = more ? items.subList(0, limit) : items;
        return new Page(shown, more ? shown.get(limit - 1).analysis() : null);
    }

    @GET
    @Path("/{analysis}")
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(summary = "Show one closed result")
    public ClosedResult one(@PathParam("study") String study, @PathParam("analysis") UUID analysis) {
        return readAnalyses.one(study, analysis);
    }

    @GET
    @Path("/{analysis}/key")
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(summary = "Show which arm is behind which label")
    public Key key(@PathParam("study") String study, @PathParam("analysis") UUID analysis) {
        ArmKey key = readAnalyses.key(study, analysis);
        return new Key(key.a(), key.b());
    }

    record RunLook(
            @NotNull @Min(1) Integer look,

            @Size(min = 1, max = 500) @Pattern(regexp = "(?s).*\\S.*", message = "needs a visible character")
            String endOfTrial) {}

    record Page(List<ClosedResult> items, UUID next) {}

    record Key(
            @com.fasterxml.jackson.annotation.JsonProperty("A")
            ArmKey.Arm a,

            @com.fasterxml.jackson.annotation.JsonProperty("B")
            ArmKey.Arm b) {}
}
