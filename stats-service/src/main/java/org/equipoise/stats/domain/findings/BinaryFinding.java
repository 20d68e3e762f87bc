package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * A yes-or-no endpoint: responders, remission.
 *
 * @param heading what it estimates and how
 * @param outcome whether the difference was computed; counts are given all the same
 * @param definition the definition of a responder in words
 * @param arms both arms, A first
 * @param strata number of strata in the stratified analyses
 * @param riskDifference B minus A with Miettinen and Nurminen's limits, all strata together; null if not computed
 * @param stratifiedRiskDifference B minus A with Mantel&ndash;Haenszel weights; null if not computed
 * @param test Cochran, Mantel and Haenszel's test; null if not computed
 * @param oddsRatio common odds ratio, B to A; null if not computed
 */
public record BinaryFinding(
        Heading heading,
        SectionOutcome outcome,
        String definition,
        List<ArmCount> arms,
        int strata,
        Difference riskDifference,
        Difference stratifiedRiskDifference,
        TestResult test,
        Difference oddsRatio)
        implements Finding {

    /** Takes a copy of the list. */
    public BinaryFinding {
        arms = List.copyOf(arms);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "BinaryFinding[" + heading.id() + "]";
    }

    /**
     * The counts of one arm.
     *
     * @param label A or B
     * @param responders subjects who meet the definition
     * @param n subjects in the comparison
     * @param proportion responders / n; null if n is 0
     * @param missingAsFailure subjects among n who have no value and count as non-responders
     */
    public record ArmCount(String label, int responders, int n, Double proportion, int missingAsFailure) {}
}
