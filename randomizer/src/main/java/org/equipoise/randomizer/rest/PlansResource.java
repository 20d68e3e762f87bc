package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.ActivatePlan;
import org.equipoise.randomizer.application.Activation.ActivatedList;
import org.equipoise.randomizer.application.ExtendList;
import org.equipoise.randomizer.application.ListExtension.ListPart;
import org.equipoise.randomizer.application.ListPurpose;
import org.equipoise.randomizer.application.PlanStatus;
import org.equipoise.randomizer.application.PublishPlan;
import org.equipoise.randomizer.application.ReadPlan;
import org.equipoise.randomizer.application.SealedPlan;
import org.equipoise.randomizer.application.UniqueRequest;
import org.equipoise.randomizer.application.UploadList;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}")
@Tag(name = "Plans")
public class PlansResource {

    private static final String PURPOSE = "`live`: subjects are randomized from it; `test`: people try the study out";

    private final PublishPlan publish;
    private final ActivatePlan activate;
    private final UploadList upload;
    private final ExtendList extend;
    private final ReadPlan read;
    private final Caller caller;

    PlansResource(
            PublishPlan publish,
            ActivatePlan activate,
            UploadList upload,
            ExtendList extend,
            ReadPlan read,
            Caller caller) {
        this.publish = publish;
        this.activate = activate;
        this.upload = upload;
        this.extend = extend;
        this.read = read;
        this.caller = caller;
    }

    /** A published version. */
    public record PublishedPlan(
            @Schema(description = "The study") String study,
            @Schema(description = "The version") String version,

            @Schema(description = "Stands for the content: SHA-256 of the plan as it is stored, encrypted")
            String contentHash,

            @Schema(description = "`published`") String status) {}

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
            description = "Generates the randomization list, seals it, and answers with the commitment to it. With the "
                    + "purpose `test`, any number of lists can be made before the live one; their numbers begin with "
                    + "TEST-.")
    @APIResponse(responseCode = "201", description = "The list is active")
    @APIResponse(responseCode = "409", description = "`already-active`: the study has a live list")
    public Uni<RestResponse<ActivatedList>> activate(
            @RestPath String study,
            @RestPath String version,
            @Parameter(description = PURPOSE) @RestQuery @DefaultValue("live") String purpose,
            @RestHeader(IdempotencyKey.HEADER) String key) {
        ListPurpose of = Requests.purpose(purpose);
        String path = "/studies/" + study + "/plans/" + version + "/activation"
                + (of == ListPurpose.LIVE ? "" : "?purpose=" + purpose);
        return activate.activate(
                        new SealedPlan.Key(study, version), of, Requests.unique(key, path, Map.of()), Actors.of(caller))
                .map(list -> RestResponse.status(RestResponse.Status.CREATED, list));
    }

    @POST
    @Path("plans/{version}/list")
    @Consumes(MediaType.WILDCARD)
    @Requires(Permission.PLAN_ACTIVATE)
    @Operation(
            summary = "Activate a published plan with a list that was made elsewhere",
            description =
                    "CSV in UTF-8 with a header: a column for each stratification factor, `arm`, and if the list has"
                            + " its own numbers `randomizationNumber` and `kit`. Rows of a stratum are allocated in the"
                            + " order of the file. The list is sealed and committed to like a generated one, or refused as"
                            + " a whole.")
    @RequestBody(
            description = "The list; at most 200,000 rows and 10 MB",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "201", description = "The list is active")
    @APIResponse(responseCode = "409", description = "`already-active`: the study has a live list")
    @APIResponse(responseCode = "415", description = "The body is no CSV")
    @APIResponse(
            responseCode = "422",
            description = "`invalid-list`: `errors` names line, column, value and expectation of each fault, up to 100")
    public Uni<RestResponse<ActivatedList>> upload(
            @RestPath String study,
            @RestPath String version,
            @Parameter(description = PURPOSE) @RestQuery @DefaultValue("live") String purpose,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @RestHeader(HttpHeaders.CONTENT_TYPE) String type,
            byte[] body) {
        UniqueRequest request = Requests.unique(
                key, "/studies/" + study + "/plans/" + version + "/list?purpose=" + purpose, Requests.content(body));
        return upload.activate(
                        new SealedPlan.Key(study, version),
                        Requests.purpose(purpose),
                        Requests.csv(type, body),
                        request,
                        Actors.of(caller))
                .map(list -> RestResponse.status(RestResponse.Status.CREATED, list));
    }

    @POST
    @Path("plans/{version}/extension")
    @Consumes(MediaType.WILDCARD)
    @Requires(Permission.PLAN_ACTIVATE)
    @Operation(
            summary = "Put an amended plan into force and extend the live list",
            description = "For sites, levels, entries and caps that came later. Nothing that the list had is touched; "
                    + "what is new is a part with a seed and a commitment of its own. Without a body the plan's method "
                    + "makes it; a CSV body, as for an uploaded list, holds the new entries only.")
    @RequestBody(content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "201", description = "The list is extended, by this request or an earlier one")
    @APIResponse(
            responseCode = "409",
            description =
                    "`plan-not-active`: there is no live list; `state-conflict`: extended by somebody else meanwhile")
    @APIResponse(
            responseCode = "422",
            description =
                    "`invalid-plan`: `errors` names what the amendment may not change; `invalid-list`; `key-reused`")
    public Uni<RestResponse<ListPart>> extend(
            @RestPath String study,
            @RestPath String version,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @RestHeader(HttpHeaders.CONTENT_TYPE) String type,
            byte[] body) {
        UniqueRequest request =
                Requests.unique(key, "/studies/" + study + "/plans/" + version + "/extension", Requests.content(body));
        SealedPlan.Key plan = new SealedPlan.Key(study, version);
        Uni<ListPart> extended = body == null || body.length == 0
                ? extend.extend(plan, request, Actors.of(caller))
                : upload.extend(plan, Requests.csv(type, body), request, Actors.of(caller));
        return extended.map(part -> RestResponse.status(RestResponse.Status.CREATED, part));
    }

    @GET
    @Path("plan")
    @Requires(Permission.PLAN_READ)
    @Operation(
            summary = "Read which plan is in force",
            description = "The active plan, or else the one published last: no seed, no block sizes, no arms.")
    @APIResponse(responseCode = "200", description = "The plan in force, or the one published last")
    public Uni<PlanStatus> status(@RestPath String study) {
        return read.status(study);
    }
}
