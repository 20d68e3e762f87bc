package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * A crossover: arms are orders of two treatments, and each subject is its own control. All differences are &ldquo;what arm B
 * has first minus what arm A has first&rdquo;.
 *
 * @param heading what it estimates and how
 * @param outcome whether the paired difference was computed
 * @param visits study event of the first and of the second period
 * @param arms both arms, A first
 * @param pairs subjects with both values
 * @param paired the mean difference within subjects; null if not computed
 * @param pairedSd standard deviation of the differences within subjects; null if not computed
 * @param pairedT its t statistic; null if not computed
 * @param periodAdjusted the difference free of period effects; null if not computed
 */
public record CrossoverFinding(
        Heading heading,
        SectionOutcome outcome,
        List<String> visits,
        List<ArmPeriods> arms,
        int pairs,
        Difference paired,
        Double pairedSd,
        Double pairedT,
        Difference periodAdjusted)
        implements Finding {

    /** The words for the contrast. */
    public static final String CONTRAST = "first in B minus first in A";

    /** Takes copies of the lists. */
    public CrossoverFinding {
        visits = List.copyOf(visits);
        arms = List.copyOf(arms);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "CrossoverFinding[" + heading.id() + "]";
    }

    /**
     * One arm.
     *
     * @param label A or B
     * @param first values of the first period
     * @param second values of the second period
     */
    public record ArmPeriods(String label, Spread first, Spread second) {}
}
