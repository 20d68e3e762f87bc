package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * The key secondary hypotheses in their fixed order.
 *
 * @param heading what it decides and how
 * @param outcome whether the levels were computed; there are no hypotheses if not
 * @param look number of the look
 * @param alpha one-sided error rate over all looks
 * @param primaryRejected whether the primary hypothesis is rejected, at this look or an earlier one; without that none of
 *     these is tested
 * @param hypotheses in their order
 */
public record KeySecondaryFinding(
        Heading heading,
        SectionOutcome outcome,
        int look,
        double alpha,
        boolean primaryRejected,
        List<Hypothesis> hypotheses)
        implements Finding {

    /** The decision on a hypothesis that was tested and rejected. */
    public static final String REJECTED = "rejected";
    /** The decision on a hypothesis that was tested and not rejected. */
    public static final String NOT_REJECTED = "not-rejected";
    /** The decision on a hypothesis that was not tested. */
    public static final String NOT_TESTED = "not-tested";

    /** Takes a copy of the list. */
    public KeySecondaryFinding {
        hypotheses = List.copyOf(hypotheses);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "KeySecondaryFinding[…]";
    }

    /**
     * A hypothesis: no benefit of the experimental arm.
     *
     * @param order its place, from 1
     * @param id its identifier in the plan
     * @param label its name in words
     * @param estimand label of the estimand that its analysis estimates
     * @param section the section of the findings that it is tested by
     * @param visit the visit there; null where the section has one comparison
     * @param spending its spending function
     * @param nominalAlpha its one-sided level at this look
     * @param criticalZ the same as a critical value on the normal scale; null where the look may spend nothing
     * @param oneSidedP one-sided p-value for benefit; null if it was not tested at this look
     * @param since number of the look at which it was rejected, this one or an earlier one; null if it is not rejected
     * @param open randomized subjects who have not left the study and have no record yet at its visit, or for a time to an event
     *     at the last visit at which its score is taken
     * @param decision {@code rejected}, {@code not-rejected} or {@code not-tested}
     * @param reason why it was not tested: {@code primary-not-rejected}, {@code earlier-not-rejected} or
     *     {@code not-computed}; null if it was, or if it was rejected before
     */
    public record Hypothesis(
            int order,
            String id,
            String label,
            String estimand,
            String section,
            String visit,
            String spending,
            double nominalAlpha,
            Double criticalZ,
            Double oneSidedP,
            Integer since,
            int open,
            String decision,
            String reason) {}
}
