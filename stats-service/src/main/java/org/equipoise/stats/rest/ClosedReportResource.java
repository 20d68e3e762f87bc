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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.application.CompletedRun;
import org.equipoise.stats.application.ReadAnalyses;
import org.equipoise.stats.application.ReportPress;

@Path("/studies/{study}/analyses/{analysis}/report")
@Tag(name = "Closed analyses")
public class ClosedReportResource {

    private final ReadAnalyses readAnalyses;
    private final ReportPress press;

    ClosedReportResource(ReadAnalyses readAnalyses, ReportPress press) {
        this.readAnalyses = readAnalyses;
        this.press = press;
    }

    @GET
    @Produces({MediaType.TEXT_HTML, ReportAnswer.PDF_TYPE, MediaType.APPLICATION_JSON})
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(
            summary = "Show one closed result as a report to read or print",
            description =
                    "As a page, as a PDF to hand out, or as the result itself in JSON. The same analysis gives the same"
                            + " bytes at any time.")
    @APIResponse(
            responseCode = "200",
            description = "the report; arms are A and B, their key stands elsewhere",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = ReportAnswer.PDF_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "400", description = "there is no such format")
    @APIResponse(responseCode = "404", description = "no such analysis")
    public Response report(
            @PathParam("study") String study,
            @PathParam("analysis") UUID analysis,
            @Parameter(description = ReportAnswer.CHOICE) @QueryParam("format") String format,
            @Context Request request) {
        ReportAnswer answer = ReportAnswer.chosen(format, request, ReportAnswer.HTML);
        CompletedRun run = readAnalyses.completed(study, analysis);
        return switch (answer) {
            case HTML -> ReportAnswer.page(press.closed(run, ReportPress.Format.PAGE));
            case PDF -> ReportAnswer.pdf(press.closed(run, ReportPress.Format.PDF), name(run.result()));
            case JSON ->
                Response.ok(RunView.ResultView.of(run), MediaType.APPLICATION_JSON_TYPE)
                        .build();
        };
    }

    private static String name(ClosedResult result) {
        return result.study() + "-report-" + result.analysis();
    }
}
