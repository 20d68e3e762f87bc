package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.AuditTrail;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.ReadAuditRoots;
import org.equipoise.ecrf.application.SignAuditRoot;
import org.equipoise.ecrf.application.VerifyAudit;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}/audit")
@Tag(name = "Audit")
public class AuditResource {
    private static final String LINES = "application/x-ndjson";

    private final AuditTrail trail;
    private final ReadAuditRoots read;
    private final SignAuditRoot sign;
    private final VerifyAudit verify;
    private final Actors actors;
    private final ObjectWriter json;

    public AuditResource(
            AuditTrail trail,
            ReadAuditRoots read,
            SignAuditRoot sign,
            VerifyAudit verify,
            Actors actors,
            ObjectMapper json) {
        this.trail = trail;
        this.read = read;
        this.sign = sign;
        this.verify = verify;
        this.actors = actors;
        this.json = json.writerFor(StoredEntry.class);
    }

    @GET
    @Path("/roots")
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Read the signed roots of the audit",
            description = "Each covers the heads of all hash chains of the study's data, marks and queries at its time,"
                    + " follows on the one before it, and is signed with Ed25519. `hidden` commits with a fresh salt to"
                    + " chains that must not be seen growing.")
    @APIResponse(responseCode = "200", description = "A page of roots, oldest first, or with newestFirst the other way")
    public PageResponse<AuditRoot> roots(
            @PathParam("study") String study,
            @Parameter(description = "The number of the root to continue after") @QueryParam("after") @DefaultValue("0")
                    long after,
            @Parameter(description = "At most so many, up to 200") @QueryParam("limit") @DefaultValue("50") int limit,
            @Parameter(description = "Whether to begin with the last root and go back") @QueryParam("newestFirst")
                    boolean newestFirst) {
        Page page = Parameters.page(null, limit);
        return PageResponse.of(
                newestFirst ? read.newest(study, after, page.limit()) : read.page(study, after, page.limit()));
    }

    @POST
    @Path("/roots")
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Sign a root now",
            description = "Roots are made at short intervals anyway; this makes one more.")
    @APIResponse(
            responseCode = "201",
            description = "Signed, by this request or an earlier one with the same key",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AuditRoot.class)))
    @APIResponse(responseCode = "409", description = "`state-conflict`: the service has no signing key")
    public Response sign(@PathParam("study") String study, @HeaderParam(IdempotencyKey.HEADER) String key) {
        String owned = actors.author().id() + ":" + IdempotencyKey.parse(key).value();
        return Response.status(201).entity(sign.sign(study, owned)).build();
    }

    @GET
    @Path("/keys")
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Read the public keys that verify roots",
            description = "Plain Ed25519 keys in Base64, the present one first. Keep a copy somewhere else.")
    @APIResponse(responseCode = "200", description = "The keys")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the service has no signing key")
    public RootKeys keys(@PathParam("study") String study) {
        return read.keys();
    }

    @GET
    @Path("/export")
    @Blocking
    @Produces(LINES)
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Export the audit",
            description =
                    "All entries of all chains that the roots name, a line of JSON each, those of a chain in their"
                            + " order; `entry` is the text that the hash covers. `./equipoise verify-audit --service"
                            + " ecrf-service --export` reads it.")
    @APIResponse(
            responseCode = "200",
            description = "Lines of JSON",
            content = @Content(mediaType = LINES, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "403", description = "`permission-missing`: you may not read all of these data")
    public Response export(@PathParam("study") String study) {
        requireAll(actors.with(Permission.AUDIT_READ, study));
        read.requireStudy(study);
        StreamingOutput body = out -> {
            try {
                trail.entries(study, (entry, hidden) -> {
                    if (!hidden) {
                        write(entry, out);
                    }
                });
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            }
        };
        return Response.ok(body, LINES).build();
    }

    private void write(StoredEntry entry, OutputStream out) {
        try {
            out.write(json.writeValueAsBytes(entry));
            out.write("\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A chain with gaps proves nothing, so that whoever exports must be allowed to read all that is exported. */
    private static void requireAll(Actor reader) {
        List<FormCategory> unseen = EnumSet.complementOf(EnumSet.of(FormCategory.PHARMACY)).stream()
                .filter(category -> !reader.reads().containsKey(category)
                        || !reader.reads().get(category).wholeStudy())
                .toList();
        if (!unseen.isEmpty()) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "The audit tells all data, and you may not read those of "
                                    + unseen.get(0).code() + ".")
                    .fix("Ask a monitor or data manager of the whole study.");
        }
    }

    @GET
    @Path("/verification")
    @Blocking
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Verify the store against the published roots",
            description = "Reads all chains, those too that no export shows; of these only whether one was touched is"
                    + " told. For a verification that does not trust this service, verify an export.")
    @APIResponse(responseCode = "200", description = "What was verified, and what was found; nothing if all is sound")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the service has no signing key")
    public VerifyAudit.Outcome verification(@PathParam("study") String study) {
        read.requireStudy(study);
        return verify.verify(study);
    }
}
