package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReadAudit;
import org.equipoise.randomizer.application.ReadAuditRoots;
import org.equipoise.randomizer.application.SignAuditRoot;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

@Path("/studies/{study}/audit")
@Tag(name = "Audit")
public class AuditRootsResource {

    private final ReadAuditRoots read;
    private final SignAuditRoot sign;
    private final ReadAudit audit;

    AuditRootsResource(ReadAuditRoots read, SignAuditRoot sign, ReadAudit audit) {
        this.read = read;
        this.sign = sign;
        this.audit = audit;
    }

    @GET
    @Path("roots")
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Read the signed roots of the audit",
            description =
                    "Each covers the heads of all hash chains of the study at its time, follows on the one before it,"
                            + " and is signed with Ed25519. `hidden` commits to the unblinding register with a fresh salt,"
                            + " so that no root tells whether anything was unblinded.")
    @APIResponse(responseCode = "200", description = "The roots, oldest first, or with newestFirst the other way")
    public Uni<Page<AuditRoot>> roots(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit,
            @Parameter(description = "Whether to begin with the last root and go back") @RestQuery
                    boolean newestFirst) {
        long place = Requests.after(after);
        return newestFirst
                ? read.newest(study, place, Requests.limit(limit))
                : read.page(study, place, Requests.limit(limit));
    }

    @POST
    @Path("roots")
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Sign a root now",
            description = "Roots are made at short intervals anyway; this makes one more, for example before a copy "
                    + "of the database is archived.")
    @APIResponse(responseCode = "201", description = "Signed, by this request or an earlier one with the same key")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the service has no signing key")
    public Uni<RestResponse<AuditRoot>> sign(@RestPath String study, @RestHeader(IdempotencyKey.HEADER) String key) {
        return sign.sign(study, Requests.unique(key, "/studies/" + study + "/audit/roots", Map.of()))
                .map(root -> RestResponse.status(RestResponse.Status.CREATED, root));
    }

    @GET
    @Path("keys")
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Read the public keys that verify roots",
            description = "Plain Ed25519 keys in Base64, the present one first. Keep a copy somewhere else: whoever "
                    + "could exchange both keys and roots could forge both.")
    @APIResponse(responseCode = "200", description = "The public keys")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the service has no signing key")
    public RootKeys keys(@RestPath String study) {
        return read.keys();
    }

    @GET
    @Path("export")
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Export the audit",
            description =
                    "All entries, a line of JSON each, oldest first; `./equipoise verify-audit --export` reads it.")
    @APIResponse(responseCode = "200", description = "The trail, line by line")
    public Multi<AuditResource.Entry> export(@RestPath String study) {
        return audit.all(study).map(AuditResource.Entry::of);
    }
}
