package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.equipoise.randomizer.application.DispenseKit;
import org.equipoise.randomizer.application.Dispensing;
import org.equipoise.randomizer.application.UniqueRequest;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}/subjects/{subject}/dispensings")
@Tag(name = "Kits")
public class DispensingsResource {

    private final DispenseKit dispense;
    private final Caller caller;

    DispensingsResource(DispenseKit dispense, Caller caller) {
        this.dispense = dispense;
        this.caller = caller;
    }

    /** For which dose. */
    public record DoseBody(
            @NotNull
            @Pattern(regexp = Requests.IDENTIFIER, message = Requests.IDENTIFIER_RULE)
            @Schema(description = "The dose, for example the event in which it is given", examples = "D2_INFUSION")
            String dose) {}

    /** Why another kit is needed. */
    public record ReplacementBody(
            @NotNull
            @Pattern(regexp = "[A-Z]\\d{7}", message = "must be a kit number")
            @Schema(description = "The kit that the subject has now", examples = "K4839202")
            String kit,

            @NotNull
            @Pattern(regexp = "damaged|lost", message = "must be damaged or lost")
            @Schema(description = "What happened to it")
            String cause,

            @NotNull @Size(min = 3, max = 500) @Schema(description = "How it happened, for the record")
            String reason) {}

    /** A subject's kits. */
    public record DispensingList(
            @Schema(description = "All of them") List<Dispensing> items) {}

    @POST
    @Requires(Permission.KIT_DISPENSE)
    @Operation(
            summary = "Dispense a kit for a dose",
            description =
                    "The next kit of the subject's own type from the site's stock; at most one for each dose. The "
                            + "answer never tells the type. The kit of the first dose comes with the randomization.")
    @APIResponse(responseCode = "201", description = "Dispensed, by this request or an earlier one with the same key")
    @APIResponse(
            responseCode = "409",
            description =
                    "`already-dispensed` with the existing `dispensing`; `out-of-kits`, for every subject of the site "
                            + "after the same number of doses, whatever their arms; `state-conflict`: the subject's "
                            + "first kit did not come from a stock")
    public Uni<RestResponse<Dispensing>> dispense(
            @RestPath String study,
            @RestPath String subject,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid DoseBody body) {
        return run(study, subject, body.dose(), Optional.empty(), Requests.unique(key, path(study, subject), body));
    }

    @POST
    @Path("{dose}/replacement")
    @Requires(Permission.KIT_DISPENSE)
    @Operation(
            summary = "Replace a lost or damaged kit",
            description = "Books what happened to the old kit, and dispenses another of the subject's own type.")
    @APIResponse(responseCode = "201", description = "Replaced, by this request or an earlier one with the same key")
    @APIResponse(
            responseCode = "409",
            description = "`state-conflict`: not the subject's present kit for this dose; `out-of-kits`")
    public Uni<RestResponse<Dispensing>> replace(
            @RestPath String study,
            @RestPath String subject,
            @RestPath String dose,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid ReplacementBody body) {
        KitAction action = body.cause().equals("lost") ? KitAction.LOSE : KitAction.DAMAGE;
        return run(
                study,
                subject,
                dose,
                Optional.of(new DispenseKit.Replacement(body.kit(), action, body.reason())),
                Requests.unique(key, path(study, subject) + "/" + dose + "/replacement", body));
    }

    @GET
    @Requires(Permission.RANDOMIZATION_READ)
    @Operation(
            summary = "List a subject's kits",
            description = "In the order in which they were dispensed; numbers only.")
    @APIResponse(responseCode = "200", description = "What was dispensed")
    public Uni<DispensingList> dispensings(@RestPath String study, @RestPath String subject) {
        return dispense.dispensings(study, subject, caller.sites(Permission.RANDOMIZATION_READ, study))
                .map(DispensingList::new);
    }

    private Uni<RestResponse<Dispensing>> run(
            String study,
            String subject,
            String dose,
            Optional<DispenseKit.Replacement> replacement,
            UniqueRequest request) {
        DispenseKit.Command command = new DispenseKit.Command(
                study, subject, dose, caller.sites(Permission.KIT_DISPENSE, study), replacement, request);
        return dispense.dispense(command, Actors.of(caller))
                .map(dispensing -> RestResponse.status(RestResponse.Status.CREATED, dispensing));
    }

    private static String path(String study, String subject) {
        return "/studies/" + study + "/subjects/" + subject + "/dispensings";
    }
}
