package org.equipoise.stats.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.PageOf;
import org.equipoise.stats.application.ReadRecommendations;
import org.equipoise.stats.application.ReleasedRecommendation;

@Path("/studies/{study}/recommendations")
@Tag(name = "Recommendations", description = "What the committee has released, for everybody in the study")
public class RecommendationResource {

    private final ReadRecommendations readRecommendations;

    RecommendationResource(ReadRecommendations readRecommendations) {
        this.readRecommendations = readRecommendations;
    }

    @GET
    @Requires(Permission.STUDY_READ)
    @Operation(
            summary = "List the released recommendations",
            description =
                    "Oldest first. Empty until one is released, whether or not the committee has met or a look has"
                            + " been run.")
    @APIResponse(responseCode = "200", description = "A page of recommendations, superseded ones too")
    public Page list(
            @PathParam("study") String study,
            @Parameter(description = "The recommendation to continue after") @QueryParam("after") UUID after,
            @Parameter(description = "At most so many, up to 200")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(1)
                    @Max(200)
                    int limit) {
        PageOf<ReleasedRecommendation> found = readRecommendations.page(study, Optional.ofNullable(after), limit);
        return new Page(
                found.items().stream().map(Released::of).toList(), found.next().orElse(null));
    }

    @Schema(name = "RecommendationPage")
    record Page(
            @Schema(description = "Released recommendations, oldest first")
            List<Released> items,

            @Schema(description = "The recommendation to continue after; absent at the end")
            UUID next) {}

    @Schema(name = "ReleasedRecommendation")
    record Released(
            @Schema(description = "Random name of the recommendation")
            UUID recommendation,

            @Schema(description = "Number of the look it is about")
            int look,

            @Schema(description = "continue, stop-efficacy, stop-futility, stop-harm or modify")
            String action,

            @Schema(description = "In the committee's words")
            String wording,

            @Schema(description = "When it was released") Instant releasedAt,

            @Schema(description = "The recommendation that this one replaces; absent if it replaces none")
            UUID supersedes) {

        static Released of(ReleasedRecommendation released) {
            return new Released(
                    released.recommendation(),
                    released.look(),
                    released.action().code(),
                    released.wording(),
                    released.releasedAt(),
                    released.supersedes().orElse(null));
        }
    }
}
