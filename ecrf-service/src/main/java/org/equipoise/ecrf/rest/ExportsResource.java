package org.equipoise.ecrf.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.ExportData;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.application.NoticeDataset;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}/exports")
@Tag(name = "Exports")
public class ExportsResource {
    private final ExportData export;
    private final Instance<ExportFormat> formats;
    private final Actors actors;

    public ExportsResource(ExportData export, @Any Instance<ExportFormat> formats, Actors actors) {
        this.export = export;
        this.formats = formats;
        this.actors = actors;
    }

    @GET
    @Path("/{format}")
    @Blocking
    @Requires(Permission.DATA_EXPORT)
    @Operation(
            summary = "Export the data that you may see",
            description = "Streamed subject by subject. The same cut gives the same data for ever. ODM has alerts and"
                    + " deviations as annotations of the forms that they are about. What was drawn from data that"
                    + " you may not see is left out.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "400", description = "`invalid-value`: format, cut, form or dataset is not acceptable")
    public Response export(
            @PathParam("study") String study,
            @Parameter(description = "csv, odm (CDISC ODM 1.3.2) or dataset-json (CDISC Dataset-JSON 1.1, one form)")
                    @PathParam("format")
                    String format,
            @Parameter(description = "What was saved later is left out; now if absent") @QueryParam("asOf") String asOf,
            @Parameter(description = "Whether all revisions are wanted, or the last of each form")
                    @QueryParam("history")
                    @DefaultValue("false")
                    boolean history,
            @Parameter(description = "The one form that is wanted") @QueryParam("form") String form,
            @Parameter(
                            description =
                                    "A table of what rules raised, instead of answers: DV (protocol deviations) or"
                                            + " ALERT (safety alerts); as csv or dataset-json")
                    @QueryParam("dataset")
                    String dataset) {
        ExportFormat chosen = formats.stream()
                .filter(known -> known.id().equals(format))
                .findFirst()
                .orElseThrow(() -> Parameters.invalid(
                        "format is " + format + ".",
                        "Ask for one of "
                                + formats.stream()
                                        .map(ExportFormat::id)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + "."));
        ExportData.Order order = new ExportData.Order(
                study,
                Parameters.instant("asOf", asOf),
                history,
                Optional.ofNullable(form),
                Optional.ofNullable(dataset).map(ExportsResource::dataset));
        ExportData.Prepared prepared = export.prepare(actors.with(Permission.DATA_EXPORT, study), order, chosen);
        String name = study + order.notices().map(table -> "-" + table).orElse("")
                + order.form().map(id -> "-" + id).orElse("") + "-"
                + prepared.asOf().toString().replaceAll("[:.]", "") + chosen.fileSuffix();
        StreamingOutput body = prepared::writeTo;
        return Response.ok(body, chosen.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    private static NoticeDataset dataset(String name) {
        return NoticeDataset.named(name)
                .orElseThrow(() -> Parameters.invalid("dataset is " + name + ".", "Send DV or ALERT."));
    }
}
