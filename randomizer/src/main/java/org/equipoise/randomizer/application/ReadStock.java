package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitState;
import org.equipoise.randomizer.domain.kit.ResupplyRule;

/** How many kits there are: to blinded people one number a site, to unblinded ones by place and type. */
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
     * How many kits a site has, over all types.
     *
     * <p>Expired kits count until they are booked out: else the number would fall, on one day, by as many as there are of
     * a lot. What expires, what came in which shipment and whether the site is out is not part of it.
     */
    public record SiteStock(String site, int kits) {}

    /**
     * Kits of a type at a place.
     *
     * @param states how many are in which state
     * @param usable how many could be dispensed today
     * @param firstExpiry the first expiry of those that are free; null if there are none
     */
    public record TypeStock(
            String place, String type, Map<String, Integer> states, int usable, LocalDate firstExpiry) {}

    /** What a site should get. */
    public record Suggestion(String site, Map<String, Integer> held, Map<String, Integer> contents) {}

    /** The blinded number. */
    public Uni<SiteStock> atSite(String study, String site) {
        return shelf.count(study, KitPlace.site(site)).map(count -> new SiteStock(site, count));
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
            KitSupply supply, ResupplyRule rule, Map<String, List<SealedKit>> bySite, Instant at) {
        List<Suggestion> suggestions = new ArrayList<>();
        bySite.forEach((site, kits) -> {
            Map<String, Integer> held = supply.stock(kits, at).usable();
            Map<String, Integer> contents = rule.suggestion(held);
            if (!contents.isEmpty()) {
                suggestions.add(new Suggestion(site, held, contents));
            }
        });
        return suggestions;
    }

    /** What is free at each site or on its way there. */
    private static Map<String, List<SealedKit>> bySite(
            List<Shipment> shipments, List<SealedKit> kits, SiteScope sites) {
        Map<String, String> underway = new HashMap<>();
        Map<String, List<SealedKit>> bySite = new TreeMap<>();
        for (Shipment shipment : shipments) {
            bySite.putIfAbsent(shipment.site(), new ArrayList<>());
            switch (shipment.state()) {
                case REQUESTED, SENT -> shipment.kits().forEach(kit -> underway.put(kit, shipment.site()));
                case RECEIVED, CANCELLED -> {}
            }
        }
        for (SealedKit kit : kits) {
            boolean free = kit.state() == KitState.AVAILABLE && kit.place().kind() == KitPlace.Kind.SITE;
            String site = free ? kit.place().id() : underway.get(kit.number());
            if (site != null && sites.includes(site)) {
                bySite.computeIfAbsent(site, here -> new ArrayList<>()).add(kit);
            }
        }
        return bySite;
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
