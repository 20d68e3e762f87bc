package org.equipoise.ecrf.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.ArchiveSite;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}/sites/{site}/archive")
@Tag(name = "Exports")
public class ArchiveResource {
    private static final String ZIP = "application/zip";

    private final ArchiveSite archive;
    private final Instance<ExportFormat> formats;
    private final Actors actors;

    public ArchiveResource(ArchiveSite archive, @Any Instance<ExportFormat> formats, Actors actors) {
        this.archive = archive;
        this.formats = formats;
        this.actors = actors;
    }

    @GET
    @Blocking
    @Produces(ZIP)
    @Requires(Permission.DATA_EXPORT)
    @Operation(
            summary = "Fetch a site's archive",
            description =
                    "Data, history, signatures, queries and a printed casebook of each subject, as far as you may see"
                            + " them, with all hash chains and a signed list of the files. For unblinded people it is"
                            + " the file of the site's pharmacy. `./equipoise verify-archive` verifies it without this"
                            + " system.")
    @APIResponse(
            responseCode = "200",
            description = "A ZIP file, streamed",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such site, or not for you")
    public Response fetch(@PathParam("study") String study, @PathParam("site") String site) {
        List<ExportFormat> all =
                formats.stream().sorted(Comparator.comparing(ExportFormat::id)).toList();
        ArchiveSite.Prepared prepared = archive.prepare(actors.with(Permission.DATA_EXPORT, study), study, site, all);
        String name = study + "-" + site + (prepared.isOfThePharmacy() ? "-pharmacy-" : "-")
                + prepared.asOf().toString().replaceAll("[:.]", "") + ".zip";
        StreamingOutput body = prepared::writeTo;
        return Response.ok(body, ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
