package org.equipoise.stats.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.PublishAnalysisPlan;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.stats.domain.analysis.PlanError;

@Path("/studies/{study}/plans/{version}")
@Tag(name = "Analysis plans")
public class PlanResource {

    private final PublishAnalysisPlan publishAnalysisPlan;
    private final Caller caller;

    PlanResource(PublishAnalysisPlan publishAnalysisPlan, Caller caller) {
        this.publishAnalysisPlan = publishAnalysisPlan;
        this.caller = caller;
    }

    @PUT
    @Requires(Permission.PLAN_PUBLISH)
    @Operation(
            summary = "Publish a version of the analysis plan",
            description =
                    "A published version never changes: the same content again is answered with 200, other content"
                            + " with 409. A plan with errors is answered with 422 and all of them.")
    @APIResponse(
            responseCode = "201",
            description = "published now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Published.class)))
    @APIResponse(
            responseCode = "200",
            description = "published before with the same content",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Published.class)))
    public Response publish(
            @PathParam("study") String study, @PathParam("version") String version, @NotNull AnalysisDefinition plan) {
        requireAddress(study, version, plan);
        PublishAnalysisPlan.Publication publication = publishAnalysisPlan.publish(plan, caller.name());
        return Response.status(publication.created() ? Response.Status.CREATED : Response.Status.OK)
                .entity(new Published(study, version, publication.plan().contentHash(), "published"))
                .build();
    }

    private static void requireAddress(String study, String version, AnalysisDefinition plan) {
        List<PlanError> errors = new ArrayList<>();
        if (plan.study() != null && !plan.study().equals(study)) {
            errors.add(new PlanError("study", plan.study(), "use the study of the address, " + study));
        }
        if (plan.version() != null && !plan.version().equals(version)) {
            errors.add(new PlanError("version", plan.version(), "use the version of the address, " + version));
        }
        if (!errors.isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_PLAN, "The plan does not belong to this address.")
                    .fix("Correct the fields listed in errors, or the address.")
                    .with("errors", errors);
        }
    }

    record Published(
            @Schema(description = "The study") String study,

            @Schema(description = "The plan's version") String version,

            @Schema(description = "SHA-256 of the plan's canonical form")
            String contentHash,

            @Schema(description = "`published`") String status) {}
}
