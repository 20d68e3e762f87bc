package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * Exposure to the study drug by arm.
 *
 * @param heading whom the table describes
 * @param outcome whether it was computed
 * @param arms both arms, A first
 * @param measures further numeric items that the plan names, such as duration and volume
 */
public record ExposureFinding(Heading heading, SectionOutcome outcome, List<ArmExposure> arms, List<Measure> measures)
        implements Finding {

    /** Takes copies of the lists. */
    public ExposureFinding {
        arms = List.copyOf(arms);
        measures = List.copyOf(measures);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "ExposureFinding[…]";
    }

    /**
     * One arm.
     *
     * @param label A or B
     * @param randomized subjects randomized to it
     * @param exposed those with at least one dose
     * @param doses doses in all
     * @param flags how many doses have each flag that the plan names, such as interrupted, in the plan's order
     */
    public record ArmExposure(String label, int randomized, int exposed, int doses, List<Count> flags) {

        /** Takes a copy of the list. */
        public ArmExposure {
            flags = List.copyOf(flags);
        }
    }

    /**
     * A numeric item of the doses.
     *
     * @param name the item in words, with its unit
     * @param arms both arms, A first
     */
    public record Measure(String name, List<Spread> arms) {

        /** Takes a copy of the list. */
        public Measure {
            arms = List.copyOf(arms);
        }
    }
}
