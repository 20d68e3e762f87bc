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
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.ReadOpenReport;
import org.equipoise.stats.application.ReportPress;

@Path("/studies/{study}/open-report")
@Tag(name = "Open report")
public class OpenReportResource {

    private final ReadOpenReport readOpenReport;
    private final ReportPress press;
    private final Caller caller;

    OpenReportResource(ReadOpenReport readOpenReport, ReportPress press, Caller caller) {
        this.readOpenReport = readOpenReport;
        this.press = press;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML, ReportAnswer.PDF_TYPE})
    @Requires(Permission.OPEN_REPORT_READ)
    @Operation(
            summary = "Show pooled progress, without any arm",
            description =
                    "As JSON, as a page, or as a PDF to hand out. All numbers are of dataCut, which is at most an hour"
                            + " old, or a day once nobody was randomized and no primary value was taken for a week, and"
                            + " never older than the last randomization or the last entry or correction of a primary"
                            + " value. Serious events, deviations and other visits are those of dataCut.")
    @APIResponse(
            responseCode = "200",
            description = "the report, over all arms together",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = ReportAnswer.PDF_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "400", description = "there is no such format")
    @APIResponse(responseCode = "403", description = "`permission-missing`: you may read it at some sites only")
    @APIResponse(responseCode = "503", description = "the case report forms could not be read")
    public Response read(
            @PathParam("study") String study,
            @Parameter(description = ReportAnswer.CHOICE) @QueryParam("format") String format,
            @Context Request request) {
        requireWholeStudy(study);
        ReportAnswer answer = ReportAnswer.chosen(format, request, ReportAnswer.JSON);
        ReadOpenReport.OpenReport report = readOpenReport.read(study);
        return switch (answer) {
            case HTML -> ReportAnswer.page(press.open(report, ReportPress.Format.PAGE));
            case PDF -> ReportAnswer.pdf(press.open(report, ReportPress.Format.PDF), name(report));
            case JSON ->
                Response.ok(OpenReportView.of(report), MediaType.APPLICATION_JSON_TYPE)
                        .build();
        };
    }

    /** Beside a subject, the totals of a small study tell what happened to it; whoever works at a site is not shown them. */
    private void requireWholeStudy(String study) {
        if (!caller.sites(Permission.OPEN_REPORT_READ, study).wholeStudy()) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "The open report is about all sites, and you may read it at some sites only.")
                    .fix("Ask somebody with a role in the whole study.");
        }
    }

    private static String name(ReadOpenReport.OpenReport report) {
        return report.published().plan().study() + "-open-report-"
                + report.dataCut().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
