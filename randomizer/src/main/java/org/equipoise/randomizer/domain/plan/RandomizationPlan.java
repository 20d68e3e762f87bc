package org.equipoise.randomizer.domain.plan;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.equipoise.randomizer.domain.allocation.AllocationMethod;
import org.equipoise.randomizer.domain.allocation.AllocationRatio;
import org.equipoise.randomizer.domain.allocation.Stratification;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;

/**
 * A randomization plan that {@link PlanRules} has found to be sound.
 *
 * @param study the study's identifier
 * @param version the plan's version
 * @param method how subjects are allocated
 * @param arms the treatments, in the order of the ratio
 * @param stratification the factors
 * @param entriesPerStratum number of allocations prepared for each stratum; 0 where nothing is prepared
 * @param caps the most subjects that may be randomized; where there is none, as many as the list holds
 * @param eligibility where eligibility comes from
 * @param sitesStart whether sites are open at first
 * @param kits where kits come from
 */
public record RandomizationPlan(
        String study,
        String version,
        AllocationMethod method,
        List<TreatmentArm> arms,
        Stratification stratification,
        int entriesPerStratum,
        EnrolmentCaps caps,
        EligibilitySource eligibility,
        SitesStart sitesStart,
        KitSource kits) {

    /** Keeps an unmodifiable copy of the arms and checks that nothing is missing. */
    public RandomizationPlan {
        Objects.requireNonNull(study, "study");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(method, "method");
        arms = List.copyOf(arms);
        Objects.requireNonNull(stratification, "stratification");
        Objects.requireNonNull(caps, "caps");
        Objects.requireNonNull(eligibility, "eligibility");
        Objects.requireNonNull(sitesStart, "sitesStart");
        Objects.requireNonNull(kits, "kits");
    }

    /** The intended proportions of the arms. */
    public AllocationRatio ratio() {
        return AllocationRatio.of(arms);
    }

    /** The most subjects that may be randomized in the study; empty means as many as the list holds. */
    public OptionalInt studyCap() {
        return caps.study();
    }

    /** Number of allocations in the whole list. */
    public int entries() {
        return Math.toIntExact(Math.multiplyExact(stratification.size(), entriesPerStratum));
    }
}
