package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.Enrolment;
import org.equipoise.randomizer.application.EnrolmentStatus;
import org.equipoise.randomizer.application.EnrolmentStore.NewStatus;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReadEnrolment;
import org.equipoise.randomizer.application.SetEnrolmentStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/studies/{study}")
@Tag(name = "Enrolment")
public class EnrolmentResource {

    private final SetEnrolmentStatus set;
    private final ReadEnrolment read;
    private final Caller caller;

    EnrolmentResource(SetEnrolmentStatus set, ReadEnrolment read, Caller caller) {
        this.set = set;
        this.read = read;
        this.caller = caller;
    }

    /** What shall hold from now on. */
    public record StatusBody(
            @NotNull
            @Pattern(regexp = "active|paused", message = "must be active or paused")
            @Schema(description = "`active`: subjects may be randomized; `paused`: none is, until it is active again")
            String status,

            @NotBlank
            @Size(max = 1000)
            @Schema(description = "Why; the study's people read it, so it must not tell anything about an arm")
            String reason) {}

    /** A status with its history's number. */
    public record Status(
            @Schema(description = "The study") String study,

            @Schema(description = "The site; absent for the whole study")
            String site,

            @Schema(description = "`active` or `paused`") String status,
            @Schema(description = "Why") String reason,
            @Schema(description = "Who said so") String by,
            @Schema(description = "Since when") Instant at) {

        private static Status of(EnrolmentStatus status) {
            return new Status(
                    status.study(),
                    status.site().orElse(null),
                    status.status(),
                    status.reason(),
                    status.by(),
                    status.at());
        }
    }

    @PUT
    @Path("sites/{site}/status")
    @Requires(Permission.SITE_ACTIVATE)
    @Operation(
            summary = "Activate or pause randomization at a site",
            description = "When a pause is answered, no allocation at the site is under way any more. The same"
                    + " Idempotency-Key with the same request gives the same answer and changes nothing again, even after"
                    + " the status has changed once more. Every change is kept with its reason.")
    @APIResponse(responseCode = "200", description = "The status holds, by this request or an earlier one with its key")
    @APIResponse(responseCode = "404", description = "No plan is published, or the plan in force has no such site")
    @APIResponse(responseCode = "422", description = "`key-reused`")
    public Uni<Status> site(
            @RestPath String study,
            @RestPath String site,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid StatusBody body) {
        return set(new NewStatus(study, Optional.of(site), body.status(), body.reason()), key, body);
    }

    @PUT
    @Path("status")
    @Requires(Permission.SITE_ACTIVATE)
    @Operation(
            summary = "Pause randomization in the whole study, or let it go on",
            description =
                    "A paused study randomizes nobody, whatever the status of its sites; when it goes on, each site "
                            + "has the status that it had.")
    @APIResponse(responseCode = "200", description = "The status holds, by this request or an earlier one with its key")
    @APIResponse(responseCode = "404", description = "No plan is published")
    @APIResponse(responseCode = "422", description = "`key-reused`")
    public Uni<Status> study(
            @RestPath String study, @RestHeader(IdempotencyKey.HEADER) String key, @NotNull @Valid StatusBody body) {
        return set(new NewStatus(study, Optional.empty(), body.status(), body.reason()), key, body);
    }

    private Uni<Status> set(NewStatus status, String key, StatusBody body) {
        String path = "/studies/" + status.study()
                + status.site().map(site -> "/sites/" + site).orElse("") + "/status";
        return set.set(status, Requests.unique(key, "PUT", path, body), Actors.of(caller))
                .map(Status::of);
    }

    @GET
    @Path("enrolment")
    @Requires(Permission.PLAN_READ)
    @Operation(
            summary = "Read how far enrolment has come",
            description = "Numbers of subjects against the caps, and which caps are 80 per cent used or more at your "
                    + "sites. Blinded: nothing is counted by arm.")
    @APIResponse(responseCode = "200", description = "How far enrolment has come")
    @APIResponse(responseCode = "404", description = "No plan is published")
    public Uni<Enrolment> enrolment(@RestPath String study) {
        return read.read(study, caller.sites(Permission.PLAN_READ, study));
    }

    @GET
    @Path("sites")
    @Requires(Permission.PLAN_READ)
    @Operation(summary = "List your sites with their status and numbers of subjects", description = "By identifier.")
    @APIResponse(responseCode = "200", description = "The sites with their status and numbers")
    @APIResponse(responseCode = "404", description = "No plan is published")
    public Uni<Page<Enrolment.Site>> sites(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.sites(
                study, caller.sites(Permission.PLAN_READ, study), Optional.ofNullable(after), Requests.limit(limit));
    }

    @GET
    @Path("status-history")
    @Requires(Permission.PLAN_READ)
    @Operation(
            summary = "Read when the study and your sites were opened and paused, why and by whom",
            description = "Oldest first.")
    @APIResponse(responseCode = "200", description = "The changes of status, oldest first")
    public Uni<StatusPage> history(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.history(
                        study, caller.sites(Permission.PLAN_READ, study), Requests.after(after), Requests.limit(limit))
                .map(page -> new StatusPage(
                        page.items().stream()
                                .map(change -> Status.of(change.status()))
                                .toList(),
                        page.next()));
    }

    /** A part of the history. */
    public record StatusPage(
            @Schema(description = "All of them") List<Status> items,

            @Schema(description = "What to send as `after` for the next page; null at the end")
            String next) {}
}
