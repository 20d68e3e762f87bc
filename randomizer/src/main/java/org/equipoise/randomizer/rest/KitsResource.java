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
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.AccountForKit;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReadKits;
import org.equipoise.randomizer.application.ReadKits.KitDetail;
import org.equipoise.randomizer.application.RegisterKits;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitBatch;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}/kits")
@Tag(name = "Kits")
public class KitsResource {

    private final RegisterKits register;
    private final AccountForKit account;
    private final ReadKits read;
    private final Caller caller;

    KitsResource(RegisterKits register, AccountForKit account, ReadKits read, Caller caller) {
        this.register = register;
        this.account = account;
        this.read = read;
        this.caller = caller;
    }

    /** New kits. */
    public record RegistrationBody(
            @NotNull
            @Pattern(regexp = Requests.IDENTIFIER, message = Requests.IDENTIFIER_RULE)
            @Schema(description = "The depot in which they are", examples = "central")
            String depot,

            @NotNull
            @Size(max = 100)
            @Schema(description = "What there is of each type, lot and expiry; every type of the plan at least once")
            List<Batch> batches) {}

    /** Kits of one lot. */
    public record Batch(
            @Schema(description = "Code of the arm for which they are")
            String type,

            @Schema(description = "The manufacturer's lot") String lot,
            @Schema(description = "The last day of use") LocalDate expiry,
            @Schema(description = "How many") Integer count) {

        private static KitBatch of(Batch batch) {
            return batch == null
                    ? new KitBatch(null, null, null, null)
                    : new KitBatch(batch.type(), batch.lot(), batch.expiry(), batch.count());
        }
    }

    /** What happened to a kit. */
    public record EventBody(
            @NotNull
            @Pattern(
                    regexp = "damage|lose|return|quarantine|release|destroy",
                    message = "must be damage, lose, return, quarantine, release or destroy")
            @Schema(description = "What happened")
            String action,

            @NotNull
            @Size(min = 3, max = 500)
            @Schema(description = "Why, for the record; it must not name what is in the kit")
            String reason) {}

    @POST
    @Requires(Permission.KIT_SUPPLY)
    @Operation(
            summary = "Register kits",
            description =
                    "Numbers new kits of all types together, so that neither number nor order tells which are alike, "
                            + "and answers with what must be in each. Unblinded.")
    @APIResponse(responseCode = "201", description = "Registered, by this request or an earlier one with the same key")
    @APIResponse(
            responseCode = "400",
            description = "`invalid-value`: `errors` names field, value and remedy of each fault")
    @APIResponse(responseCode = "404", description = "`not-found`: no such depot, or no plan")
    public Uni<RestResponse<RegisterKits.Registered>> register(
            @RestPath String study,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid RegistrationBody body) {
        RegisterKits.Command command = new RegisterKits.Command(
                study,
                body.depot(),
                body.batches().stream().map(Batch::of).toList(),
                Requests.unique(key, "/studies/" + study + "/kits", body));
        return register.register(command, Actors.of(caller))
                .map(registered -> RestResponse.status(RestResponse.Status.CREATED, registered));
    }

    @GET
    @Requires(Permission.STOCK_READ_UNBLINDED)
    @Operation(
            summary = "List kits with what is in them",
            description = "By number; at your sites, or everywhere with a role in the whole study. Unblinded.")
    @APIResponse(responseCode = "200", description = "The kits")
    public Uni<Page<KitDetail>> page(
            @RestPath String study,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.page(study, caller.sites(Permission.STOCK_READ_UNBLINDED, study), after, Requests.limit(limit));
    }

    @GET
    @Path("{kit}")
    @Requires(Permission.STOCK_READ_UNBLINDED)
    @Operation(summary = "Read what is in a kit and where it is", description = "Unblinded.")
    @APIResponse(responseCode = "200", description = "The kit")
    public Uni<KitDetail> one(@RestPath String study, @RestPath String kit) {
        return read.one(study, caller.sites(Permission.STOCK_READ_UNBLINDED, study), kit);
    }

    @GET
    @Path("{kit}/history")
    @Requires(Permission.STOCK_READ_UNBLINDED)
    @Operation(
            summary = "Read what happened to a kit",
            description = "The kit's own hash chain, oldest first; `after` is a place in the chain.")
    @APIResponse(responseCode = "200", description = "The kit's events, oldest first")
    public Uni<AuditResource.AuditPage> history(
            @RestPath String study,
            @RestPath String kit,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.history(
                        study,
                        caller.sites(Permission.STOCK_READ_UNBLINDED, study),
                        kit,
                        Requests.after(after),
                        Requests.limit(limit))
                .map(AuditResource.AuditPage::of);
    }

    @POST
    @Path("{kit}/events")
    @Requires(Permission.KIT_ACCOUNT)
    @Operation(
            summary = "Book what happened to a kit",
            description =
                    "Damage, loss, return, quarantine, release or destruction. Kits that are not at a site need a role "
                            + "in the whole study.")
    @APIResponse(responseCode = "201", description = "Booked, by this request or an earlier one with the same key")
    @APIResponse(responseCode = "409", description = "`state-conflict`: not possible in the kit's `state`")
    public Uni<RestResponse<AccountForKit.Booked>> book(
            @RestPath String study,
            @RestPath String kit,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid EventBody body) {
        AccountForKit.Command command = new AccountForKit.Command(
                study,
                kit,
                KitAction.of(body.action()).orElseThrow(),
                body.reason(),
                caller.sites(Permission.KIT_ACCOUNT, study),
                Requests.unique(key, "/studies/" + study + "/kits/" + kit + "/events", body));
        return account.book(command, Actors.of(caller))
                .map(booked -> RestResponse.status(RestResponse.Status.CREATED, booked));
    }
}
