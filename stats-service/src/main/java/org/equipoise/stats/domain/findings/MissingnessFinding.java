package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * Missing values of an endpoint by visit and arm.
 *
 * @param heading whom the table describes
 * @param outcome whether it was computed
 * @param visits each visit in order
 */
public record MissingnessFinding(Heading heading, SectionOutcome outcome, List<VisitMissing> visits)
        implements Finding {

    /** Takes a copy of the list. */
    public MissingnessFinding {
        visits = List.copyOf(visits);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "MissingnessFinding[" + heading.id() + "]";
    }

    /**
     * One visit.
     *
     * @param visit study event
     * @param arms both arms, A first
     */
    public record VisitMissing(String visit, List<ArmMissing> arms) {

        /** Takes a copy of the list. */
        public VisitMissing {
            arms = List.copyOf(arms);
        }
    }

    /**
     * One arm at a visit.
     *
     * @param label A or B
     * @param expected subjects who should have a value by the data cut
     * @param observed those who have one
     * @param reasons why the others have none, by reason; their sum is expected minus observed
     */
    public record ArmMissing(String label, int expected, int observed, List<Count> reasons) {

        /** Takes a copy of the list. */
        public ArmMissing {
            reasons = List.copyOf(reasons);
        }
    }
}
