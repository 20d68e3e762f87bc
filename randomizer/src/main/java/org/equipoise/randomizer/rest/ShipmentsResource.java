package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.MoveShipment;
import org.equipoise.randomizer.application.ReadKits;
import org.equipoise.randomizer.application.RequestShipment;
import org.equipoise.randomizer.application.Shipment;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}/shipments")
@Tag(name = "Kits")
public class ShipmentsResource {

    private final RequestShipment request;
    private final MoveShipment move;
    private final ReadKits read;
    private final Caller caller;

    ShipmentsResource(RequestShipment request, MoveShipment move, ReadKits read, Caller caller) {
        this.request = request;
        this.move = move;
        this.read = read;
        this.caller = caller;
    }

    /** What a site needs. */
    public record RequestBody(
            @NotNull
            @Pattern(regexp = Requests.IDENTIFIER, message = Requests.IDENTIFIER_RULE)
            @Schema(description = "From where", examples = "central")
            String depot,

            @NotNull
            @Pattern(regexp = Requests.IDENTIFIER, message = Requests.IDENTIFIER_RULE)
            @Schema(description = "Whereto", examples = "01")
            String site,

            @NotNull
            @Size(max = 20)
            @Schema(description = "How many kits of each type; every type of the plan at least one")
            Map<@Size(max = 40) String, @NotNull Integer> contents) {}

    /** What arrived. */
    public record ReceiptBody(
            @NotNull
            @Size(max = 20_000)
            @Schema(
                    description =
                            "For each kit number of the shipment: intact, damaged, in-doubt (goes into quarantine) or"
                                    + " missing")
            Map<@Size(max = 40) String, @Size(max = 40) String> conditions) {}

    /** Kits on their way. */
    public record ShipmentView(
            @Schema(description = "The shipment") String shipment,
            @Schema(description = "The depot") String depot,
            @Schema(description = "The site") String site,

            @Schema(description = "requested, cancelled, sent or received")
            String state,

            @Schema(description = "When it was requested") Instant requestedAt,

            @Schema(description = "When it came to its state")
            Instant changedAt,

            @Schema(description = "The kit numbers") List<String> kits) {

        private static ShipmentView of(Shipment s) {
            return new ShipmentView(
                    s.shipment(), s.depot(), s.site(), s.state().code(), s.requestedAt(), s.changedAt(), s.kits());
        }
    }

    /** A part of the shipments. */
    public record ShipmentPage(
            @Schema(description = "All of them") List<ShipmentView> items,

            @Schema(description = "What to send as `after` for the next page; null at the end")
            String next) {}

    @POST
    @Requires({Permission.KIT_SUPPLY, Permission.KIT_ACCOUNT})
    @Operation(
            summary = "Request a shipment to a site",
            description = "Sets kits aside at the depot, those of each type that expire first. Unblinded.")
    @APIResponse(responseCode = "201", description = "Requested, by this request or an earlier one with the same key")
    @APIResponse(
            responseCode = "400",
            description = "`invalid-value`: `errors` names field, value and remedy of each fault")
    @APIResponse(
            responseCode = "409",
            description = "`out-of-kits`: the depot has too few; `missing` says of which type")
    public Uni<RestResponse<ShipmentView>> request(
            @RestPath String study, @RestHeader(IdempotencyKey.HEADER) String key, @NotNull @Valid RequestBody body) {
        SiteScope sites = caller.sites(Permission.KIT_SUPPLY, study).union(caller.sites(Permission.KIT_ACCOUNT, study));
        RequestShipment.Command command = new RequestShipment.Command(
                study,
                body.depot(),
                body.site(),
                body.contents(),
                sites,
                Requests.unique(key, "/studies/" + study + "/shipments", body));
        return created(request.request(command, Actors.of(caller)));
    }

    @POST
    @Path("{shipment}/dispatch")
    @Requires(Permission.KIT_SUPPLY)
    @Operation(
            summary = "Send a requested shipment",
            description = "From now on its kits are on their way; the site receives them one by one.")
    @APIResponse(responseCode = "201", description = "Sent, by this request or an earlier one with the same key")
    @APIResponse(responseCode = "409", description = "`state-conflict`: it is not in the state `requested`")
    public Uni<RestResponse<ShipmentView>> send(
            @RestPath String study, @RestPath String shipment, @RestHeader(IdempotencyKey.HEADER) String key) {
        return created(move.send(
                command(study, shipment, "dispatch", Permission.KIT_SUPPLY, key, Map.of()), Actors.of(caller)));
    }

    @POST
    @Path("{shipment}/cancellation")
    @Requires(Permission.KIT_SUPPLY)
    @Operation(summary = "Cancel a requested shipment", description = "Its kits are free again.")
    @APIResponse(responseCode = "201", description = "Cancelled, by this request or an earlier one with the same key")
    @APIResponse(responseCode = "409", description = "`state-conflict`: it is not in the state `requested`")
    public Uni<RestResponse<ShipmentView>> cancel(
            @RestPath String study, @RestPath String shipment, @RestHeader(IdempotencyKey.HEADER) String key) {
        return created(move.cancel(
                command(study, shipment, "cancellation", Permission.KIT_SUPPLY, key, Map.of()), Actors.of(caller)));
    }

    @POST
    @Path("{shipment}/receipt")
    @Requires(Permission.KIT_ACCOUNT)
    @Operation(summary = "Receive a shipment", description = "Says of each kit in what condition it arrived.")
    @APIResponse(responseCode = "201", description = "Received, by this request or an earlier one with the same key")
    @APIResponse(
            responseCode = "400",
            description = "`invalid-value`: a kit is missing in `conditions`, or is another's")
    @APIResponse(responseCode = "409", description = "`state-conflict`: it is not in the state `sent`")
    public Uni<RestResponse<ShipmentView>> receive(
            @RestPath String study,
            @RestPath String shipment,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid ReceiptBody body) {
        return created(move.receive(
                command(study, shipment, "receipt", Permission.KIT_ACCOUNT, key, body),
                body.conditions(),
                Actors.of(caller)));
    }

    @GET
    @Requires(Permission.STOCK_READ_UNBLINDED)
    @Operation(
            summary = "List shipments to your sites",
            description = "By identifier. Unblinded: kits that came together can tell something.")
    @APIResponse(responseCode = "200", description = "The shipments")
    public Uni<ShipmentPage> page(
            @RestPath String study,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.shipments(study, caller.sites(Permission.STOCK_READ_UNBLINDED, study), after, Requests.limit(limit))
                .map(page -> new ShipmentPage(
                        page.items().stream().map(ShipmentView::of).toList(), page.next()));
    }

    @GET
    @Path("{shipment}")
    @Requires(Permission.STOCK_READ_UNBLINDED)
    @Operation(summary = "Read a shipment", description = "Unblinded.")
    @APIResponse(responseCode = "200", description = "The shipment")
    public Uni<ShipmentView> one(@RestPath String study, @RestPath String shipment) {
        return read.shipment(study, caller.sites(Permission.STOCK_READ_UNBLINDED, study), shipment)
                .map(ShipmentView::of);
    }

    private MoveShipment.Command command(
            String study, String shipment, String what, Permission permission, String key, Object body) {
        return new MoveShipment.Command(
                study,
                shipment,
                caller.sites(permission, study),
                Requests.unique(key, "/studies/" + study + "/shipments/" + shipment + "/" + what, body));
    }

    private static Uni<RestResponse<ShipmentView>> created(Uni<Shipment> shipment) {
        return shipment.map(done -> RestResponse.status(RestResponse.Status.CREATED, ShipmentView.of(done)));
    }
}
