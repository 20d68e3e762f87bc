package org.equipoise.ecrf.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.ListVersions;
import org.equipoise.ecrf.application.StudyVersion;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}")
@Tag(name = "Amendments")
public class VersionsResource {
    private final ListVersions listVersions;

    public VersionsResource(ListVersions listVersions) {
        this.listVersions = listVersions;
    }

    /** A version without its definition. */
    public record VersionResponse(
            @Schema(description = "The version") String version,

            @Schema(description = "SHA-256 of the definition's canonical JSON")
            String contentHash,

            @Schema(description = "When it was published") Instant publishedAt,

            @Schema(description = "User name of whoever published it")
            String publishedBy) {
        static VersionResponse of(StudyVersion version) {
            return new VersionResponse(
                    version.version(),
                    version.contentHash(),
                    version.publishedAt(),
                    version.publishedBy().name());
        }
    }

    @GET
    @Path("/versions")
    @Requires({Permission.SUBJECT_MIGRATE, Permission.STUDY_PUBLISH})
    @Operation(
            summary = "List the published versions of a study",
            description = "The one in force first, then back to the first that was published.")
    @APIResponse(responseCode = "200", description = "A page of versions, newest first")
    @APIResponse(
            responseCode = "400",
            description = "`invalid-value`: `after` is no version, or `limit` not acceptable")
    @APIResponse(responseCode = "404", description = "`not-found`: the study was never published, or is not yours")
    public PageResponse<VersionResponse> list(
            @PathParam("study") String study,
            @Parameter(description = "The version to continue after") @QueryParam("after") String after,
            @Parameter(description = "At most so many, up to 200") @QueryParam("limit") @DefaultValue("50") int limit) {
        return PageResponse.of(
                listVersions.list(study, Parameters.page(after, limit)).map(VersionResponse::of));
    }
}
