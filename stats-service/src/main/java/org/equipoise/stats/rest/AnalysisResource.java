package org.equipoise.stats.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.CancelRun;
import org.equipoise.stats.application.LookRequest;
import org.equipoise.stats.application.PageOf;
import org.equipoise.stats.application.ReadAnalyses;
import org.equipoise.stats.application.Recomputation;
import org.equipoise.stats.application.RecomputeRun;
import org.equipoise.stats.application.RequestRun;
import org.equipoise.stats.application.Requester;
import org.equipoise.stats.application.Run;

@Path("/studies/{study}/analyses")
@Tag(name = "Closed analyses", description = "For the data monitoring committee and the unblinded statistician")
public class AnalysisResource {

    private final RequestRun requestRun;
    private final CancelRun cancelRun;
    private final RecomputeRun recomputeRun;
    private final ReadAnalyses readAnalyses;
    private final Caller caller;

    AnalysisResource(
            RequestRun requestRun,
            CancelRun cancelRun,
            RecomputeRun recomputeRun,
            ReadAnalyses readAnalyses,
            Caller caller) {
        this.requestRun = requestRun;
        this.cancelRun = cancelRun;
        this.recomputeRun = recomputeRun;
        this.readAnalyses = readAnalyses;
        this.caller = caller;
    }

    @POST
    @Requires(Permission.CLOSED_ANALYSIS_RUN)
    @Operation(
            summary = "Run a look",
            description =
                    "Lets the run wait for its turn: one run of a study at a time. It freezes the data cut, fetches"
                            + " data and allocations, and stores the whole result or nothing; ask its address until it has"
                            + " ended. A repeat under a new Idempotency-Key computes the look again from the data of its"
                            + " first cut, and is refused once a later look was run. The last look needs 90 % of its"
                            + " planned information, unless endOfTrial says why the trial ends early.")
    @APIResponse(
            responseCode = "202",
            description = "The run, as it stands now; a repeat with the same key gives the same run",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RunView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: the plan has no such look")
    @APIResponse(responseCode = "409", description = "`state-conflict`: a later look was run already")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response run(
            @PathParam("study") String study,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid RunLook request) {
        Run run = requestRun.request(
                study,
                new LookRequest(request.look(), Optional.ofNullable(request.endOfTrial())),
                IdempotencyKey.parse(idempotencyKey),
                new Requester(caller.id(), caller.name(), caller.rawToken()));
        return Response.status(Response.Status.ACCEPTED)
                .header(HttpHeaders.LOCATION, "/api/stats/studies/" + study + "/analyses/" + run.id())
                .entity(RunView.of(run))
                .build();
    }

    @GET
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(
            summary = "List the runs",
            description = "In the order in which they were asked for, without their findings.")
    @APIResponse(responseCode = "200", description = "A page of runs, repeated and failed ones too")
    public Page list(
            @PathParam("study") String study,
            @Parameter(description = "The run to continue after") @QueryParam("after") UUID after,
            @Parameter(description = "At most so many, up to 200")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(1)
                    @Max(200)
                    int limit) {
        PageOf<Run> runs = readAnalyses.page(study, Optional.ofNullable(after), limit);
        return new Page(
                runs.items().stream().map(RunView::of).toList(), runs.next().orElse(null));
    }

    @GET
    @Path("/{analysis}")
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(summary = "Show one run", description = "With its progress, or its outcome, or its result and findings.")
    @APIResponse(
            responseCode = "200",
            description = "The run as it stands now",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RunView.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: there is none, or not for you")
    public RunView one(@PathParam("study") String study, @PathParam("analysis") UUID analysis) {
        return RunView.of(readAnalyses.run(study, analysis));
    }

    @DELETE
    @Path("/{analysis}")
    @Requires(Permission.CLOSED_ANALYSIS_RUN)
    @Operation(
            summary = "Cancel a run",
            description =
                    "One that waits ends at once, one at work at its next step. It stays listed, without a result.")
    @APIResponse(
            responseCode = "200",
            description = "The run as it stands now",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RunView.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: there is none, or not for you")
    @APIResponse(responseCode = "409", description = "`state-conflict`: it has ended otherwise")
    public RunView cancel(@PathParam("study") String study, @PathParam("analysis") UUID analysis) {
        return RunView.of(cancelRun.cancel(study, analysis, caller.name()));
    }

    @POST
    @Path("/{analysis}/recomputation")
    @Requires(Permission.CLOSED_ANALYSIS_RUN)
    @Operation(
            summary = "Compute a stored result again and compare",
            description = "From the frozen data cut and the kept allocations: nobody is unblinded again, and nothing is"
                    + " stored or replaced, so that no Idempotency-Key is needed.")
    @APIResponse(
            responseCode = "200",
            description = "Whether every byte is the same, and where not",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Recomputation.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such result, or not for you")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the inputs of this analysis were not kept")
    @APIResponse(responseCode = "422", description = "`analysis-impossible`: the data of the cut have changed")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: another result is being computed again")
    @APIResponse(responseCode = "503", description = "`neighbour-unavailable`: the data cut could not be had")
    public Recomputation recompute(@PathParam("study") String study, @PathParam("analysis") UUID analysis) {
        return recomputeRun.recompute(study, analysis);
    }

    @Schema(name = "RunLook")
    record RunLook(
            @Schema(description = "Number of the look, from 1", example = "1") @NotNull @Min(1)
            Integer look,

            @Schema(description = "Why the trial ends before its planned information; only at the last look")
            @Size(min = 1, max = 500)
            @Pattern(regexp = "(?s).*\\S.*", message = "needs a visible character")
            String endOfTrial) {}

    @Schema(name = "RunPage")
    record Page(
            @Schema(description = "Runs in the order in which they were asked for")
            List<RunView> items,

            @Schema(description = "The run to continue after; absent at the end")
            UUID next) {}
}
