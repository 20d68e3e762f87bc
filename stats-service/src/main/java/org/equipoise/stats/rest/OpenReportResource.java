package org.equipoise.stats.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.ReadOpenReport;

@Path("/studies/{study}/open-report")
@Tag(name = "Open report")
public class OpenReportResource {

    private final ReadOpenReport readOpenReport;

    OpenReportResource(ReadOpenReport readOpenReport) {
        this.readOpenReport = readOpenReport;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @Requires(Permission.OPEN_REPORT_READ)
    @Operation(
            summary = "Show pooled progress, without any arm",
            description = "As JSON, or as a page with Accept: text/html or format=html.")
    public Response read(
            @PathParam("study") String study, @QueryParam("format") String format, @Context Request request) {
        OpenReportView report = OpenReportView.of(readOpenReport.read(study));
        if ("html".equals(format) || prefersPage(request)) {
            return Pages.open(report);
        }
        return Response.ok(report, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static boolean prefersPage(Request request) {
        Variant chosen =
                request.selectVariant(Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.TEXT_HTML_TYPE)
                        .build());
        return chosen != null && chosen.getMediaType().isCompatible(MediaType.TEXT_HTML_TYPE);
    }
}
