package org.equipoise.randomizer.application;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;
import org.equipoise.randomizer.domain.kit.DispensingOrder;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitRegistration;
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

    KitSupply(RandomizationPlan plan, KitSource.Managed terms, KitSealing sealing, Sealing arms, Seed seed) {
        this.plan = plan;
        this.terms = terms;
        this.sealing = sealing;
        this.arms = arms;
        this.seed = seed;
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
        return new DispensingOrder(plan.study(), seed);
    }

    KitRegistration registration() {
        return new KitRegistration(plan.study(), seed);
    }

    KitStock stock(List<SealedKit> kits, Instant at) {
        return stockOf(open(kits), at);
    }

    KitStock stockOf(List<Kit> kits, Instant at) {
        return new KitStock(kits, types(), day(at), terms.minimumDays());
    }

    List<Kit> open(List<SealedKit> kits) {
        return kits.stream().map(sealing::open).toList();
    }

    Kit open(SealedKit kit) {
        return sealing.open(kit);
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
