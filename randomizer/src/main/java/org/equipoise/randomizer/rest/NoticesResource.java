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
import org.equipoise.randomizer.application.NoticeBox.Undelivered;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReleaseWaiting;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/studies/{study}/notices")
@Tag(name = "Messages")
public class NoticesResource {

    private final ReleaseWaiting<Undelivered> notices;
    private final Caller caller;

    NoticesResource(ReleaseWaiting<Undelivered> notices, Caller caller) {
        this.notices = notices;
        this.caller = caller;
    }

    @GET
    @Requires({Permission.AUDIT_READ, Permission.SITE_ACTIVATE})
    @Operation(
            summary = "List which mails about unblinding were not delivered yet",
            description =
                    "Oldest first. They name no treatment. A mail that failed is sent again by itself, up to twelve"
                            + " times over about three hours; then it is parked (`parkedAt`) until it is released.")
    @APIResponse(responseCode = "200", description = "The mails; none if all were delivered")
    public Uni<Page<Undelivered>> undelivered(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return notices.undelivered(study, Requests.after(after), Requests.limit(limit));
    }

    @POST
    @Path("{notice}/release")
    @Requires(Permission.SITE_ACTIVATE)
    @Operation(
            summary = "Let a parked mail go again",
            description = "For when the post is mended. Repeating it does no harm.")
    @APIResponse(responseCode = "204", description = "It is sent again now")
    @APIResponse(responseCode = "404", description = "The study has no such notice")
    @APIResponse(responseCode = "409", description = "`state-conflict`: it is not parked")
    public Uni<Void> release(@RestPath String study, @RestPath String notice) {
        return notices.release(study, Requests.after(notice), Actors.of(caller));
    }
}
