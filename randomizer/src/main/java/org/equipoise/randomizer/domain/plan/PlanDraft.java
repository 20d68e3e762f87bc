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
 * @param entriesPerStratum number of allocations prepared for each stratum; none where nothing is prepared
 * @param caps the most subjects that may be randomized, by scope, see {@link EnrolmentCaps}
 * @param eligibility where eligibility comes from, see {@link EligibilitySource}
 * @param sitesStart whether sites are open at first, see {@link SitesStart}; missing means that they are
 * @param kits where kits come from, see {@link KitSource}; missing means from the list entries
 * @param kitMinimumDays with managed kits, how many days a kit must be usable after it is dispensed; missing means 0
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
        String sitesStart,
        String kits,
        Integer kitMinimumDays) {

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
        this(study, version, method, arms, factors, entriesPerStratum, caps, eligibility, null, null, null);
    }

    /**
     * How subjects are allocated; which parameters belong to which method, {@link MethodRules} says.
     *
     * @param type the method's name
     * @param blockSizes sizes of permuted blocks
     * @param probability with which a biased coin or minimization takes the best choice: {@code 0.8} or {@code 2/3}
     * @param probabilities of all ranks, best first, instead of the one probability
     * @param tolerance the maximal tolerated imbalance
     * @param initialBalls of each arm in an urn at the beginning
     * @param addedBalls of each other arm after each draw from an urn
     * @param measure how minimization measures imbalance, see
     *     {@link org.equipoise.randomizer.domain.allocation.ImbalanceMeasure}
     * @param weights of the factors in minimization; 1 where none is given
     */
    public record Method(
            String type,
            List<Integer> blockSizes,
            String probability,
            List<String> probabilities,
            Integer tolerance,
            Integer initialBalls,
            Integer addedBalls,
            String measure,
            Map<String, Integer> weights) {

        /** A method that has block sizes at most. */
        public Method(String type, List<Integer> blockSizes) {
            this(type, blockSizes, null, null, null, null, null, null, null);
        }
    }

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
