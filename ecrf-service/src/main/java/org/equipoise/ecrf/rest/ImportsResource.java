package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.ImportLaboratoryData;
import org.equipoise.ecrf.application.ImportLaboratoryData.Summary;
import org.equipoise.ecrf.application.LaboratoryFiles;
import org.equipoise.ecrf.application.PublishMapping;
import org.equipoise.ecrf.application.PublishedMapping;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

/** Laboratories' files. The file and the outcomes of its lines lie on the disk while they are worked on, never in memory. */
@Path("/studies/{study}")
@Tag(name = "Imports")
public class ImportsResource {
    private static final String LINES = "application/x-ndjson";
    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9_-]{0,39}");

    private final PublishMapping publish;
    private final ImportLaboratoryData imports;
    private final LaboratoryFiles files;
    private final Actors actors;
    private final ObjectWriter json;

    public ImportsResource(
            PublishMapping publish,
            ImportLaboratoryData imports,
            LaboratoryFiles files,
            Actors actors,
            ObjectMapper json) {
        this.publish = publish;
        this.imports = imports;
        this.files = files;
        this.actors = actors;
        this.json = json.writer();
    }

    public record Published(
            @Schema(description = "The study") String study,

            @Schema(description = "The mapping's id, by which a file is imported")
            String mapping) {}

    /** A mapping in a list. */
    public record MappingSummary(
            @Schema(description = "Its id, by which a file is imported")
            String mapping,

            @Schema(description = "The form that it completes")
            String form,

            @Schema(description = "SHA-256 of what it says, as revisions name it that it imported")
            String contentHash,

            @Schema(description = "Who published it; absent if that was before this was recorded")
            String publishedBy,

            @Schema(description = "When; absent likewise") Instant publishedAt) {
        static MappingSummary of(PublishedMapping published) {
            return new MappingSummary(
                    published.id(),
                    published.mapping().form(),
                    published.contentHash(),
                    published.by().map(Author::name).orElse(null),
                    published.at().orElse(null));
        }
    }

    @GET
    @Path("/import-mappings")
    @Requires(Permission.DATA_IMPORT)
    @Operation(summary = "List the mappings of laboratories' files", description = "In the order of their ids.")
    @APIResponse(responseCode = "200", description = "A page of mappings; none if none was published")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `limit` is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<MappingSummary> mappings(
            @PathParam("study") String study,
            @Parameter(description = "next of the page before") @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return PageResponse.of(
                publish.list(study, Parameters.page(after, limit)).map(MappingSummary::of));
    }

    @PUT
    @Path("/import-mappings/{mapping}")
    @Requires(Permission.DATA_IMPORT)
    @Operation(
            summary = "Publish a mapping of a laboratory's file",
            description =
                    "Which column goes into which item, with units and codes, of a form that the study marks as one"
                            + " that laboratories report, or one that you may enter yourself. A mapping never changes.")
    @APIResponse(
            responseCode = "200",
            description = "The same mapping was there already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Published.class)))
    @APIResponse(
            responseCode = "201",
            description = "Published",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Published.class)))
    @APIResponse(responseCode = "409", description = "`version-exists`: another mapping has this id")
    @APIResponse(
            responseCode = "422",
            description = "`invalid-definition`: it does not fit the study; `errors` says why")
    public Response publish(
            @PathParam("study") String study,
            @PathParam("mapping") String mapping,
            @NotNull @Valid MappingRequest request) {
        if (!ID.matcher(mapping).matches()) {
            throw Parameters.invalid(
                    "mapping is " + mapping + ".", "Send capitals, digits, - and _, such as CENTRAL-LAB.");
        }
        boolean created = publish.publish(actors.with(Permission.DATA_IMPORT, study), study, request.mapping(mapping));
        return Response.status(created ? 201 : 200)
                .entity(new Published(study, mapping))
                .build();
    }

    @POST
    @Path("/imports/{mapping}")
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces(LINES)
    @Requires(Permission.DATA_IMPORT)
    @Operation(
            summary = "Import a laboratory's file, or try it out",
            description =
                    "CSV in UTF-8 with a heading. All lines are checked as saves are before anything is saved; with"
                            + " one bad line nothing is. What a form says is never changed: what differs becomes a query."
                            + " The same file again changes nothing. Each revision names line, file and mapping.")
    @APIResponse(
            responseCode = "200",
            description = "A line of JSON with the counts, then one for each line of the file",
            content = @Content(mediaType = LINES, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "413",
            description = "`body-too-large`: more than 10 MB or 200,000 lines; send it in parts")
    @APIResponse(
            responseCode = "422",
            description = "`check-failed`: `lines` names the first 100 lines that are not acceptable")
    public Response run(
            @PathParam("study") String study,
            @PathParam("mapping") String mapping,
            @Parameter(description = "Only say what would become of each line")
                    @QueryParam("dryRun")
                    @DefaultValue("false")
                    boolean dryRun,
            @NotNull InputStream body)
            throws IOException {
        java.nio.file.Path file = Files.createTempFile("equipoise-import", ".csv");
        java.nio.file.Path outcomes = Files.createTempFile("equipoise-import", ".jsonl");
        boolean answered = false;
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            Summary summary;
            try (OutputStream lines = Files.newOutputStream(outcomes);
                    OutputStream buffered = new BufferedOutputStream(lines)) {
                summary = imports.run(
                        actors.with(Permission.DATA_IMPORT, study),
                        study,
                        mapping,
                        dryRun,
                        files.open(file),
                        outcome -> write(outcome, buffered));
            }
            StreamingOutput answer = out -> {
                try {
                    write(summary, out);
                    Files.copy(outcomes, out);
                } finally {
                    Files.deleteIfExists(outcomes);
                }
            };
            answered = true;
            return Response.ok(answer, LINES).build();
        } finally {
            Files.deleteIfExists(file);
            if (!answered) {
                Files.deleteIfExists(outcomes);
            }
        }
    }

    private void write(Object value, OutputStream out) throws IOException {
        out.write(json.writeValueAsBytes(value));
        out.write("\n".getBytes(StandardCharsets.UTF_8));
    }
}
