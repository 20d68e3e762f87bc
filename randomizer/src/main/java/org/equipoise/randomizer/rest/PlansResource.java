package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.ActivatePlan;
import org.equipoise.randomizer.application.Activation.ActivatedList;
import org.equipoise.randomizer.application.PlanStatus;
import org.equipoise.randomizer.application.PublishPlan;
import org.equipoise.randomizer.application.ReadPlan;
import org.equipoise.randomizer.application.SealedPlan;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}")
@Tag(name = "Plans")
public class PlansResource {

    private final PublishPlan publish;
    private final ActivatePlan activate;
    private final ReadPlan read;
    private final Caller caller;

    PlansResource(PublishPlan publish, ActivatePlan activate, ReadPlan read, Caller caller) {
        this.publish = publish;
        this.activate = activate;
        this.read = read;
        this.caller = caller;
    }

    /** A published version. */
    public record PublishedPlan(String study, String version, String contentHash, String status) {}

    @PUT
    @Path("plans/{version}")
    @Requires(Permission.PLAN_PUBLISH)
    @Operation(
            summary = "Publish a version of the randomization plan",
            description = "Repeating it with the same content changes nothing; a published version never changes.")
    @APIResponse(responseCode = "201", description = "Published")
    @APIResponse(responseCode = "200", description = "Was published already, with the same content")
    @APIResponse(responseCode = "409", description = "`version-exists`: published with other content")
    @APIResponse(
            responseCode = "422",
            description = "`invalid-plan`: `errors` names field, value and remedy of each fault")
    public Uni<RestResponse<PublishedPlan>> publish(
            @RestPath String study, @RestPath String version, @NotNull PlanBody body) {
        return publish.publish(body.toDraft(study, version), Actors.of(caller))
                .map(plan -> RestResponse.status(
                        plan.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                        new PublishedPlan(plan.study(), plan.version(), plan.contentHash(), PlanStatus.PUBLISHED)));
    }

    @POST
    @Path("plans/{version}/activation")
    @Requires(Permission.PLAN_ACTIVATE)
    @Operation(
            summary = "Activate a published plan",
            description = "Generates the randomization list, seals it, and answers with the commitment to it.")
    @APIResponse(responseCode = "201", description = "The list is active")
    @APIResponse(responseCode = "409", description = "`already-active`: the study has an active list")
    public Uni<RestResponse<ActivatedList>> activate(
            @RestPath String study, @RestPath String version, @RestHeader(IdempotencyKey.HEADER) String key) {
        String path = "/studies/" + study + "/plans/" + version + "/activation";
        return activate.activate(
                        new SealedPlan.Key(study, version), Requests.unique(key, path, Map.of()), Actors.of(caller))
                .map(list -> RestResponse.status(RestResponse.Status.CREATED, list));
    }

    @GET
    @Path("plan")
    @Requires(Permission.PLAN_READ)
    @Operation(
            summary = "Read which plan is in force",
            description = "The active plan, or else the one published last: no seed, no block sizes, no arms.")
    public Uni<PlanStatus> status(@RestPath String study) {
        return read.status(study);
    }
}
