package org.equipoise.stats.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.ReadDesign;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.LookBoundary;

@Path("/studies/{study}/design")
@Tag(name = "Analysis plans")
public class DesignResource {

    private final ReadDesign readDesign;

    DesignResource(ReadDesign readDesign) {
        this.readDesign = readDesign;
    }

    @GET
    @Requires(Permission.DESIGN_READ)
    @Operation(
            summary = "Show the planned looks and their boundaries",
            description = "As planned: whether any look has taken place changes nothing here.")
    @APIResponse(responseCode = "200", description = "The planned looks with their boundaries")
    @APIResponse(responseCode = "404", description = "`not-found`: no analysis plan is published, or not for you")
    public Design read(@PathParam("study") String study) {
        ReadDesign.Design design = readDesign.read(study);
        AnalysisPlan plan = design.published().plan();
        return new Design(
                plan.study(),
                plan.version(),
                design.published().contentHash(),
                plan.alpha(),
                1,
                plan.spending().code(),
                plan.maximumInformation(),
                design.looks().stream().map(Look::of).toList());
    }

    record Design(
            @Schema(description = "The study") String study,

            @Schema(description = "Version of the analysis plan")
            String planVersion,

            @Schema(description = "SHA-256 of the analysis plan")
            String planHash,

            @Schema(description = "Overall significance level")
            double alpha,

            @Schema(description = "1 or 2") int sides,
            @Schema(description = "Spending function") String spending,

            @Schema(description = "Planned subjects with primary data")
            int maximumInformation,

            @Schema(description = "The planned looks") List<Look> looks) {}

    record Look(
            @Schema(description = "Which look, from 1") int look,

            @Schema(description = "Planned subjects with primary data")
            int information,

            @Schema(description = "Of the maximum information")
            double fraction,

            @Schema(description = "Efficacy boundary") Double efficacyZ,

            @Schema(description = "Level of this look alone")
            double nominalAlpha,

            @Schema(description = "Alpha spent up to this look")
            double cumulativeAlpha,

            @Schema(description = "Futility boundary; null if there is none")
            Double futilityZ) {

        static Look of(LookBoundary boundary) {
            return new Look(
                    boundary.look(),
                    boundary.information(),
                    boundary.fraction(),
                    orNull(boundary.finiteEfficacy()),
                    boundary.nominalAlpha(),
                    boundary.cumulativeAlpha(),
                    orNull(boundary.futility()));
        }

        private static Double orNull(OptionalDouble value) {
            return value.isPresent() ? (Double) value.getAsDouble() : null;
        }
    }
}
