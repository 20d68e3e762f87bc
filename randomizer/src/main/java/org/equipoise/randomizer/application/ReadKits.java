package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.kit.KitContent;

/** Unblinded people look up kits, their history and their shipments. */
@ApplicationScoped
public class ReadKits {

    private final KitShelf shelf;
    private final KitSupplies supplies;

    public ReadKits(KitShelf shelf, KitSupplies supplies) {
        this.shelf = shelf;
        this.supplies = supplies;
    }

    /** A kit with what is in it. */
    public record KitDetail(
            @Schema(description = "The number on the medication")
            String kit,

            @Schema(description = "The type of kit") String type,
            @Schema(description = "The lot") String lot,
            @Schema(description = "The last day of use") LocalDate expiry,
            @Schema(description = "The state of the kit") String state,
            @Schema(description = "Where it is") String place) {

        /** The number only: this must not reach a log with its type. */
        @Override
        public String toString() {
            return "KitDetail[" + kit + "]";
        }
    }

    /** Kits in scope, by number. */
    public Uni<Page<KitDetail>> page(String study, SiteScope sites, String after, int limit) {
        return supplies.of(study)
                .flatMap(supply -> shelf.page(study, sites, after, limit + 1)
                        .map(rows -> Page.of(rows, limit, kit -> detail(supply, kit), SealedKit::number)));
    }

    /**
     * A kit.
     *
     * @throws Refusal {@code not-found} if there is none, or not in scope
     */
    public Uni<KitDetail> one(String study, SiteScope sites, String kit) {
        return supplies.of(study).flatMap(supply -> inScope(study, sites, kit).map(found -> detail(supply, found)));
    }

    /** What happened to a kit, as the entries of its hash chain, oldest first. */
    public Uni<Page<AuditEntry>> history(String study, SiteScope sites, String kit, long after, int limit) {
        return inScope(study, sites, kit)
                .flatMap(found -> shelf.history(study, found.number(), after, limit + 1))
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.seq())));
    }

    /** Shipments to sites in scope, in the order of their identifiers. */
    public Uni<Page<Shipment>> shipments(String study, SiteScope sites, String after, int limit) {
        return shelf.shipments(study, sites, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, Shipment::shipment));
    }

    /**
     * A shipment.
     *
     * @throws Refusal {@code not-found} if there is none, or not to a site in scope
     */
    public Uni<Shipment> shipment(String study, SiteScope sites, String shipment) {
        return shelf.shipment(study, shipment)
                .map(found -> found.filter(row -> sites.includes(row.site())).orElseThrow(Refusal::notFound));
    }

    private Uni<SealedKit> inScope(String study, SiteScope sites, String kit) {
        return shelf.find(study, kit)
                .map(found -> found.filter(row -> AccountForKit.inScope(sites, row.place()))
                        .orElseThrow(Refusal::notFound));
    }

    private static KitDetail detail(KitSupply supply, SealedKit kit) {
        KitContent content = supply.open(kit).content();
        return new KitDetail(
                kit.number(),
                content.type(),
                content.lot(),
                content.expiry(),
                kit.state().code(),
                kit.place().text());
    }
}
