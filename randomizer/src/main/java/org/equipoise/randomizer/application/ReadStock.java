package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitState;
import org.equipoise.randomizer.domain.kit.ResupplyRule;
import org.equipoise.randomizer.domain.kit.ShipmentState;

/** What there is: to blinded people how many doses a site can give, to unblinded ones the kits by place and type. */
@ApplicationScoped
public class ReadStock {

    private static final int EVERYTHING = 1_000_000;

    private final KitShelf shelf;
    private final KitSupplies supplies;
    private final Clock clock;

    public ReadStock(KitShelf shelf, KitSupplies supplies, Clock clock) {
        this.shelf = shelf;
        this.supplies = supplies;
        this.clock = clock;
    }

    /**
     * What blinded people see of a site's stock: a number that follows from deliveries, doses, days and mishaps and from no
     * arm. The number of kits is not shown: it falls by as many as are left of a lot when the lot is booked out.
     *
     * @param site the site
     * @param doses how many doses the site can give before it needs a delivery; 0 if the plan does not manage kits
     */
    public record SiteStock(
            @Schema(description = "The site") String site,

            @Schema(
                    description = "How many doses the site can give before it needs a delivery; 0 if the plan does not"
                            + " manage kits")
            int doses) {}

    /**
     * Kits of a type at a place.
     *
     * @param states how many are in which state
     * @param usable how many could be dispensed today
     * @param firstExpiry the first expiry of those that are free; null if there are none
     */
    public record TypeStock(
            @Schema(description = "Where it is") String place,
            @Schema(description = "The type of kit") String type,

            @Schema(description = "How many are in which state")
            Map<String, Integer> states,

            @Schema(description = "How many could be dispensed today")
            int usable,

            @Schema(description = "The first expiry of those that are free; null if there are none")
            LocalDate firstExpiry) {}

    /**
     * What a site should get.
     *
     * @param doses how many doses it can give with what is there and underway
     * @param held how many usable kits of each type are there and underway
     * @param contents how many of each type to send
     */
    public record Suggestion(
            @Schema(description = "The site") String site,

            @Schema(description = "How many doses it can give with what is there and underway")
            int doses,

            @Schema(description = "How many usable kits of each type are there and underway")
            Map<String, Integer> held,

            @Schema(description = "How many of each type to send")
            Map<String, Integer> contents) {}

    /** The blinded number. */
    public Uni<SiteStock> atSite(String study, String site) {
        Instant at = Times.now(clock);
        return supplies.ifManaged(study)
                .flatMap(managed -> managed.map(
                                supply -> shelf.shelf(study, site).map(there -> supply.doses(there, at)))
                        .orElse(Uni.createFrom().item(0)))
                .map(doses -> new SiteStock(site, doses));
    }

    /** The unblinded view of all places in scope. */
    public Uni<List<TypeStock>> byType(String study, SiteScope sites) {
        Instant at = Times.now(clock);
        return supplies.of(study)
                .flatMap(supply -> shelf.page(study, sites, "", EVERYTHING)
                        .map(kits -> kits.stream()
                                .map(kit -> new Opened(kit, supply.open(kit)))
                                .collect(Collectors.groupingBy(Opened::place, TreeMap::new, Collectors.toList())))
                        .map(places -> {
                            List<TypeStock> stock = new ArrayList<>();
                            places.forEach((place, kits) ->
                                    supply.types().forEach(type -> stock.add(typeStock(supply, kits, type, at))));
                            return stock;
                        }));
    }

    private record Opened(SealedKit sealed, Kit kit) {

        private String place() {
            return sealed.place().text();
        }

        private boolean isFree() {
            return sealed.state() == KitState.AVAILABLE;
        }
    }

    /** What each site in scope should get by a rule: kits underway to it count as there. */
    public Uni<List<Suggestion>> resupply(String study, SiteScope sites, ResupplyRule rule) {
        Instant at = Times.now(clock);
        return supplies.of(study)
                .flatMap(supply -> shelf.shipments(study, sites, "", EVERYTHING)
                        .flatMap(shipments -> shelf.page(study, SiteScope.all(), "", EVERYTHING)
                                .map(kits -> suggestions(supply, rule, bySite(shipments, kits, sites), at))));
    }

    private static List<Suggestion> suggestions(
            KitSupply supply, ResupplyRule rule, Map<String, SiteShelf> bySite, Instant at) {
        List<Suggestion> suggestions = new ArrayList<>();
        bySite.forEach((site, there) -> {
            int doses = supply.doses(there, at);
            Map<String, Integer> contents = rule.suggestion(doses, supply.types());
            if (!contents.isEmpty()) {
                List<SealedKit> free = there.kits().stream()
                        .filter(SiteShelf.Shelved::free)
                        .map(SiteShelf.Shelved::kit)
                        .toList();
                suggestions.add(
                        new Suggestion(site, doses, supply.stock(free, at).usable(), contents));
            }
        });
        return suggestions;
    }

    /** What came to each site, and, as if it were there, what is on its way. */
    private static Map<String, SiteShelf> bySite(List<Shipment> shipments, List<SealedKit> kits, SiteScope sites) {
        Map<String, SealedKit> byNumber = kits.stream().collect(Collectors.toMap(SealedKit::number, kit -> kit));
        Map<String, List<SiteShelf.Shelved>> bySite = new TreeMap<>();
        for (Shipment shipment : shipments) {
            if (shipment.state() != ShipmentState.CANCELLED && sites.includes(shipment.site())) {
                List<SiteShelf.Shelved> here = bySite.computeIfAbsent(shipment.site(), site -> new ArrayList<>());
                for (String number : shipment.kits()) {
                    SealedKit kit = byNumber.get(number);
                    here.add(new SiteShelf.Shelved(kit, shipment.shipment(), shipment.changedAt(), willBeFree(kit)));
                }
            }
        }
        Map<String, SiteShelf> shelves = new TreeMap<>();
        bySite.forEach((site, shelved) -> shelves.put(site, new SiteShelf(0, shelved)));
        return shelves;
    }

    private static boolean willBeFree(SealedKit kit) {
        return switch (kit.state()) {
            case AVAILABLE, ALLOTTED, IN_TRANSIT -> true;
            case DISPENSED, QUARANTINED, DAMAGED, LOST, RETURNED, DESTROYED -> false;
        };
    }

    private static TypeStock typeStock(KitSupply supply, List<Opened> kits, String type, Instant at) {
        List<Opened> ofType = kits.stream()
                .filter(opened -> opened.kit().content().type().equals(type))
                .toList();
        Map<String, Integer> states = new TreeMap<>();
        ofType.forEach(opened -> states.merge(opened.sealed().state().code(), 1, Integer::sum));
        List<Kit> free = ofType.stream().filter(Opened::isFree).map(Opened::kit).toList();
        return new TypeStock(
                kits.get(0).place(),
                type,
                states,
                supply.stockOf(free, at).usable().get(type),
                free.stream()
                        .map(kit -> kit.content().expiry())
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }
}
