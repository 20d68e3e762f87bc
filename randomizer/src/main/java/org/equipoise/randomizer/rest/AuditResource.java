package org.equipoise.randomizer.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.AuditEntry;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReadAudit;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/studies/{study}/audit")
@Tag(name = "Audit")
public class AuditResource {

    private final ReadAudit read;

    AuditResource(ReadAudit read) {
        this.read = read;
    }

    /** A part of the trail. */
    public record AuditPage(
            @Schema(description = "The entries of this page")
            List<Entry> items,

            @Schema(description = "What to send as `after` for the next page; null at the end")
            String next) {

        static AuditPage of(Page<AuditEntry> page) {
            return new AuditPage(page.items().stream().map(Entry::of).toList(), page.next());
        }
    }

    /** An entry; hash = SHA-256(previousHash, line feed, the entry's canonical JSON). */
    public record Entry(
            @Schema(description = "Its number") long id,

            @Schema(description = "The chain to which it belongs")
            String stream,

            @Schema(description = "Its place in its stream, from 1")
            long seq,

            @Schema(description = "When") Instant at,

            @JsonRawValue @Schema(type = SchemaType.OBJECT, description = "The entry as canonical JSON")
            String entry,

            @Schema(description = "The hash of the entry before")
            String previousHash,

            @Schema(description = "The hash of the entry and the one before")
            String hash) {

        static Entry of(AuditEntry e) {
            return new Entry(e.id(), e.stream(), e.seq(), e.at(), e.entry(), e.previousHash(), e.hash());
        }
    }

    @GET
    @Requires(Permission.AUDIT_READ)
    @Operation(
            summary = "Read what was done",
            description =
                    "Plans published and activated, subjects randomized; without arms, in the order of `id`, which "
                            + "counts what this list holds and has no gaps; `next` goes on where a page ends. What "
                            + "happened to a kit stands in the kit's own history, which is unblinded. Each stream "
                            + "is a hash chain that begins with the SHA-256 of its name.")
    @APIResponse(responseCode = "200", description = "Entries of the trail")
    public Uni<AuditPage> page(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.page(study, Requests.after(after), Requests.limit(limit)).map(AuditPage::of);
    }
}
