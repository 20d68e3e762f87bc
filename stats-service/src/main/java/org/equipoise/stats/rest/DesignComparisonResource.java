package org.equipoise.stats.rest;

import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.CompareDesigns;
import org.equipoise.stats.application.DesignErrors;
import org.equipoise.stats.domain.workbench.TrialDesign;

@Path("/studies/{study}/design-comparisons")
@Tag(name = "Design workbench", description = "Designs compared before a trial begins, without any data")
public class DesignComparisonResource {

    private final CompareDesigns compareDesigns;

    DesignComparisonResource(CompareDesigns compareDesigns) {
        this.compareDesigns = compareDesigns;
    }

    @POST
    @Requires(Permission.DESIGN_READ)
    @Operation(
            summary = "Compare designs",
            description = "Boundaries, power, drift and expected size of several designs, by numerical integration and,"
                    + " if asked for, by simulation with its Monte Carlo error. Stores nothing and needs neither a plan"
                    + " nor data, so that no Idempotency-Key is needed. The same request gives the same answer, unless"
                    + " the simulation is incomplete: it ends after 30 seconds, or when nobody waits any more.")
    @APIResponse(
            responseCode = "200",
            description = "The designs in the order of the request",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Compared.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: fields that do not fit, each named")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: others are comparing designs now")
    public Compared compare(
            @PathParam("study") String study,
            @NotNull @Valid Comparison comparison,
            @Context HttpServerRequest request) {
        List<DesignErrors.Violation> violations = new ArrayList<>();
        List<TrialDesign> designs = new ArrayList<>();
        for (int i = 0; i < comparison.designs().size(); i++) {
            designs.add(comparison.designs().get(i).design("designs[" + i + "]", violations));
        }
        if (!violations.isEmpty()) {
            throw DesignErrors.refusal(violations);
        }
        Optional<CompareDesigns.Simulation> simulation = Optional.ofNullable(comparison.simulation())
                .map(asked -> new CompareDesigns.Simulation(asked.seed(), asked.trials()));
        return new Compared(compareDesigns
                .compare(designs, simulation, () -> request.response().closed())
                .stream()
                .map(DesignAnswer::of)
                .toList());
    }

    @Schema(name = "DesignComparison")
    record Comparison(
            @Schema(description = "The designs to compare, up to 8") @NotNull @Size(min = 1, max = 8)
            List<@NotNull @Valid DesignRequest> designs,

            @Schema(description = "How to simulate them; absent for no simulation") @Valid
            SimulationRequest simulation) {}

    @Schema(name = "DesignSimulation")
    record SimulationRequest(
            @Schema(description = "Seed of everything random", example = "20260101")
            @NotNull
            @Min(0)
            @Max(9_007_199_254_740_991L)
            Long seed,

            @Schema(description = "Trials for each design and effect", example = "10000")
            @NotNull
            @Min(64)
            @Max(200_000)
            Integer trials) {}

    @Schema(name = "ComparedDesigns")
    record Compared(
            @Schema(description = "The designs in the order of the request")
            List<DesignAnswer> designs) {}
}
