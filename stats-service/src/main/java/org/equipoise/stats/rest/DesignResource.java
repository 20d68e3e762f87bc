package org.equipoise.stats.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
            String study,
            String planVersion,
            String planHash,
            double alpha,
            int sides,
            String spending,
            int maximumInformation,
            List<Look> looks) {}

    record Look(
            int look,
            int information,
            double fraction,
            Double efficacyZ,
            double nominalAlpha,
            double cumulativeAlpha,
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
