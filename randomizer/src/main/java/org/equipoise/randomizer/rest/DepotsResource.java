package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.KitStore.Depot;
import org.equipoise.randomizer.application.OpenDepot;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}/depots")
@Tag(name = "Kits")
public class DepotsResource {

    private final OpenDepot open;
    private final Caller caller;

    DepotsResource(OpenDepot open, Caller caller) {
        this.open = open;
        this.caller = caller;
    }

    /** How a depot is called. */
    public record DepotBody(
            @NotNull
            @Size(min = 1, max = 100)
            @Schema(description = "For people to read", examples = "Central pharmacy")
            String name) {}

    /** The study's depots. */
    public record DepotList(
            @Schema(description = "All of them") List<Depot> items) {}

    @PUT
    @Path("{depot}")
    @Requires(Permission.KIT_SUPPLY)
    @Operation(
            summary = "Open a depot",
            description =
                    "A store of kits from which sites are supplied. Repeating it with the same name changes nothing.")
    @APIResponse(responseCode = "201", description = "Opened")
    @APIResponse(responseCode = "200", description = "Was open already, under the same name")
    @APIResponse(
            responseCode = "409",
            description = "`state-conflict`: open under another name, or the study's plan does not manage kits")
    public Uni<RestResponse<Depot>> open(
            @RestPath String study, @RestPath String depot, @NotNull @Valid DepotBody body) {
        Depot opened = new Depot(Requests.identifier("depot", depot), body.name());
        return open.open(study, opened, Actors.of(caller))
                .map(created ->
                        RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK, opened));
    }

    @GET
    @Requires({Permission.KIT_SUPPLY, Permission.STOCK_READ_UNBLINDED})
    @Operation(summary = "List depots", description = "By identifier.")
    @APIResponse(responseCode = "200", description = "The depots")
    public Uni<DepotList> depots(@RestPath String study) {
        return open.all(study).map(DepotList::new);
    }
}
