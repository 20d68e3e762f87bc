package org.equipoise.ecrf.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.ReadCasebook;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}/subjects/{subject}/casebook")
@Tag(name = "Forms")
public class CasebookResource {
    private final ReadCasebook casebook;
    private final Actors actors;

    public CasebookResource(ReadCasebook casebook, Actors actors) {
        this.casebook = casebook;
        this.actors = actors;
    }

    public record CasebookResponse(
            @Schema(description = "The study") String study,

            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "The subject's site") String site,

            @Schema(description = "The version of the study that is in force")
            String definitionVersion,

            @Schema(
                    description =
                            "The last revision of each form, in the order of the schedule that the subject follows")
            List<FormResponse> forms) {
        static CasebookResponse of(ReadCasebook.SubjectCasebook casebook) {
            return new CasebookResponse(
                    casebook.subject().study(),
                    casebook.subject().id(),
                    casebook.subject().site(),
                    casebook.definitionVersion(),
                    casebook.forms().stream().map(FormResponse::of).toList());
        }
    }

    @GET
    @Requires({
        Permission.GENERAL_DATA_READ,
        Permission.EFFICACY_DATA_READ,
        Permission.DOSE_DAY_DATA_READ,
        Permission.SAFETY_DATA_READ,
        Permission.PHARMACY_DATA_READ
    })
    @Operation(
            summary = "Read all forms of a subject at once",
            description = "The present state of each form that you may see, with the findings that you may see.")
    @APIResponse(responseCode = "200", description = "The subject's casebook")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such subject, or not for you")
    public CasebookResponse read(@PathParam("study") String study, @PathParam("subject") String subject) {
        return CasebookResponse.of(casebook.read(actors.with(Permission.SUBJECT_READ, study), study, subject));
    }
}
