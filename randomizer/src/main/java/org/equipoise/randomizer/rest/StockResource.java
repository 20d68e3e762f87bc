package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.ReadStock;
import org.equipoise.randomizer.domain.kit.ResupplyRule;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/studies/{study}")
@Tag(name = "Kits")
public class StockResource {

    private final ReadStock stock;
    private final Caller caller;

    StockResource(ReadStock stock, Caller caller) {
        this.stock = stock;
        this.caller = caller;
    }

    /** Stock by place and type. */
    public record StockList(
            @Schema(description = "All of them") List<ReadStock.TypeStock> items) {}

    /** What sites should get. */
    public record SuggestionList(
            @Schema(description = "All of them") List<ReadStock.Suggestion> items) {}

    @GET
    @Path("sites/{site}/stock")
    @Requires(Permission.STOCK_READ)
    @Operation(
            summary = "Read how many doses a site can give",
            description =
                    "`doses` is how many the site can give before it needs a delivery. A dose uses up one kit of each "
                            + "type, whichever it takes, so that the number goes down by one with each kit dispensed, "
                            + "whatever is in it. How many kits there are is not told: it would fall by as many as are "
                            + "left of a lot when the lot is booked out.")
    @APIResponse(responseCode = "200", description = "The stock of the site")
    public Uni<ReadStock.SiteStock> atSite(@RestPath String study, @RestPath String site) {
        return stock.atSite(study, site);
    }

    @GET
    @Path("stock")
    @Requires(Permission.STOCK_READ_UNBLINDED)
    @Operation(
            summary = "Read stock by place and type",
            description = "At your sites, or everywhere with a role in the whole study. Unblinded.")
    @APIResponse(responseCode = "200", description = "The stock by type")
    public Uni<StockList> byType(@RestPath String study) {
        return stock.byType(study, caller.sites(Permission.STOCK_READ_UNBLINDED, study))
                .map(StockList::new);
    }

    @GET
    @Path("resupply")
    @Requires(Permission.STOCK_READ_UNBLINDED)
    @Operation(
            summary = "Ask which sites need kits",
            description =
                    "A dose uses up a set of one kit of each type. As soon as the sets at a site and on the way cover "
                            + "fewer than `low` doses, as many whole sets are proposed as bring them to `target`, so "
                            + "that what is proposed follows from the number of doses and tells no arm. Unblinded.")
    @APIResponse(responseCode = "200", description = "What each site should be sent")
    public Uni<SuggestionList> resupply(
            @RestPath String study,
            @Parameter(description = "The least number of doses that must be covered, from 1")
                    @RestQuery
                    @DefaultValue("3")
                    int low,
            @Parameter(description = "The number of doses to fill up to, from `low`") @RestQuery @DefaultValue("6")
                    int target) {
        if (low < 1 || target < low || target > 1_000) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "'low' is " + low + " and 'target' is " + target + ".")
                    .fix("Use 'low' from 1 and 'target' from 'low' to 1000.");
        }
        return stock.resupply(
                        study, caller.sites(Permission.STOCK_READ_UNBLINDED, study), new ResupplyRule(low, target))
                .map(SuggestionList::new);
    }
}
