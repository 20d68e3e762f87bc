package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.Outbox.Undelivered;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReleaseWaiting;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/studies/{study}/messages")
@Tag(name = "Messages")
public class MessagesResource {

    private final ReleaseWaiting<Undelivered> messages;
    private final Caller caller;

    MessagesResource(ReleaseWaiting<Undelivered> messages, Caller caller) {
        this.messages = messages;
        this.caller = caller;
    }

    @GET
    @Requires({Permission.AUDIT_READ, Permission.SITE_ACTIVATE})
    @Operation(
            summary = "List what the eCRF service was not told yet",
            description =
                    "Oldest first. A message that failed is sent again by itself; one that was refused for good is "
                            + "parked (`parkedAt`) until it is released.")
    @APIResponse(responseCode = "200", description = "The messages; none if all were delivered")
    public Uni<Page<Undelivered>> undelivered(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return messages.undelivered(study, Requests.after(after), Requests.limit(limit));
    }

    @POST
    @Path("{message}/release")
    @Requires(Permission.SITE_ACTIVATE)
    @Operation(
            summary = "Let a parked message go again",
            description = "For when what made the eCRF service refuse it is mended. Repeating it does no harm.")
    @APIResponse(responseCode = "204", description = "It is sent again now")
    @APIResponse(responseCode = "404", description = "The study has no such message")
    @APIResponse(responseCode = "409", description = "`state-conflict`: it is not parked")
    public Uni<Void> release(@RestPath String study, @RestPath String message) {
        return messages.release(study, Requests.after(message), Actors.of(caller));
    }
}
