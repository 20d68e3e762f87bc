package org.equipoise.randomizer.application;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;
import org.equipoise.randomizer.domain.kit.DeliveredKit;
import org.equipoise.randomizer.domain.kit.DispensingOrder;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitRegistration;
import org.equipoise.randomizer.domain.kit.KitSets;
import org.equipoise.randomizer.domain.kit.KitStock;
import org.equipoise.randomizer.domain.plan.KitSource;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.Seed;

/** What never changes about the kits of a published plan, with the keys to open them. */
final class KitSupply {

    private final RandomizationPlan plan;
    private final KitSource.Managed terms;
    private final KitSealing sealing;
    private final Sealing arms;
    private final Seed seed;
    private final DispensingOrder order;
    private final Map<String, Kit> opened = new ConcurrentHashMap<>();

    KitSupply(RandomizationPlan plan, KitSource.Managed terms, KitSealing sealing, Sealing arms, Seed seed) {
        this.plan = plan;
        this.terms = terms;
        this.sealing = sealing;
        this.arms = arms;
        this.seed = seed;
        this.order = new DispensingOrder(plan.study(), seed);
    }

    RandomizationPlan plan() {
        return plan;
    }

    /** Every type of kit: one for each arm. */
    Set<String> types() {
        Set<String> types = new TreeSet<>();
        plan.arms().stream().map(TreatmentArm::code).forEach(types::add);
        return types;
    }

    DispensingOrder order() {
        return order;
    }

    KitRegistration registration() {
        return new KitRegistration(plan.study(), seed);
    }

    /**
     * The kit that a subject of a type gets from a shelf; nothing if the site is out, which does not depend on the type.
     * Everything on the shelf is opened, and a kit of every type sought, before the type is looked at.
     *
     * @throws IllegalArgumentException if the plan has no such type
     */
    Optional<String> next(SiteShelf shelf, String type, Instant at) {
        Optional<Map<String, Kit>> next = sets(shelf).next(day(at), terms.minimumDays());
        if (!types().contains(type)) {
            throw new IllegalArgumentException("A type that the plan does not have");
        }
        return next.map(kits -> kits.get(type).number());
    }

    /** How many doses a shelf can still give. */
    int doses(SiteShelf shelf, Instant at) {
        return sets(shelf).doses(day(at), terms.minimumDays());
    }

    private KitSets sets(SiteShelf shelf) {
        List<DeliveredKit> kits = shelf.kits().stream()
                .map(shelved -> new DeliveredKit(
                        open(shelved.kit()),
                        new DeliveredKit.Delivery(shelved.shipment(), shelved.received()),
                        shelved.free()))
                .toList();
        return new KitSets(kits, types(), order);
    }

    KitStock stock(List<SealedKit> kits, Instant at) {
        return stockOf(open(kits), at);
    }

    KitStock stockOf(List<Kit> kits, Instant at) {
        return new KitStock(kits, types(), day(at), terms.minimumDays());
    }

    List<Kit> open(List<SealedKit> kits) {
        return kits.stream().map(this::open).toList();
    }

    /** Opens a kit; what is in a kit never changes, so that this is done once. */
    Kit open(SealedKit kit) {
        return opened.computeIfAbsent(kit.number(), number -> sealing.open(kit));
    }

    String openArm(SealedArm arm) {
        return arms.openArm(arm);
    }

    byte[] seal(Kit kit) {
        return sealing.seal(kit);
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
