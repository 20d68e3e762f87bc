package org.equipoise.randomizer.domain.plan;

import java.util.List;
import java.util.Map;

/**
 * A randomization plan as its author wrote it: anything may be missing or wrong until {@link PlanRules} has looked.
 *
 * @param study the study's identifier
 * @param version the plan's version
 * @param method how subjects are allocated
 * @param arms the treatments
 * @param factors the stratification factors
 * @param entriesPerStratum number of allocations prepared for each stratum
 * @param caps the most subjects that may be randomized, by scope, see {@link EnrolmentCaps}
 * @param eligibility where eligibility comes from, see {@link EligibilitySource}
 * @param sitesStart whether sites are open at first, see {@link SitesStart}; missing means that they are
 */
public record PlanDraft(
        String study,
        String version,
        Method method,
        List<Arm> arms,
        List<Factor> factors,
        Integer entriesPerStratum,
        Map<String, Integer> caps,
        String eligibility,
        String sitesStart) {

    /** A plan that says nothing about how its sites start. */
    public PlanDraft(
            String study,
            String version,
            Method method,
            List<Arm> arms,
            List<Factor> factors,
            Integer entriesPerStratum,
            Map<String, Integer> caps,
            String eligibility) {
        this(study, version, method, arms, factors, entriesPerStratum, caps, eligibility, null);
    }

    /**
     * How subjects are allocated.
     *
     * @param type the method's name
     * @param blockSizes sizes of permuted blocks
     */
    public record Method(String type, List<Integer> blockSizes) {}

    /**
     * A treatment.
     *
     * @param code short identifier
     * @param name what it is
     * @param ratio its parts of the allocation ratio
     * @param control whether the others are compared with it; missing means no
     */
    public record Arm(String code, String name, Integer ratio, Boolean control) {}

    /**
     * A stratification factor.
     *
     * @param id its identifier
     * @param levels the codes of its values
     */
    public record Factor(String id, List<String> levels) {}
}
