package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * Adverse events by arm.
 *
 * @param heading whom the table describes
 * @param outcome whether it was computed
 * @param totals both arms, A first
 * @param terms all events by term, ordered by the number of subjects (both arms together, falling), then by term
 * @param serious serious events by term, in the same order
 */
public record AdverseEventsFinding(
        Heading heading, SectionOutcome outcome, List<ArmTotal> totals, List<Term> terms, List<Term> serious)
        implements Finding {

    /** Takes copies of the lists. */
    public AdverseEventsFinding {
        totals = List.copyOf(totals);
        terms = List.copyOf(terms);
        serious = List.copyOf(serious);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "AdverseEventsFinding[…]";
    }

    /**
     * One arm.
     *
     * @param label A or B
     * @param subjects subjects in the safety population
     * @param withEvent subjects with any event
     * @param events events
     * @param withSerious subjects with a serious event
     * @param seriousEvents serious events
     * @param withoutTime events, among those above, whose time of day is not known: they cannot be told to be earlier than time zero
     * @param deaths subjects with an event that resulted in death
     */
    public record ArmTotal(
            String label,
            int subjects,
            int withEvent,
            int events,
            int withoutTime,
            int withSerious,
            int seriousEvents,
            int deaths) {}

    /**
     * A term.
     *
     * @param term the term
     * @param specialInterest whether the plan calls it an event of special interest
     * @param arms both arms, A first
     * @param riskDifference difference of the proportions of subjects, B minus A, with Miettinen and Nurminen's limits;
     *     null where an arm has no subjects
     */
    public record Term(String term, boolean specialInterest, List<ArmEvents> arms, Difference riskDifference) {

        /** Takes a copy of the list. */
        public Term {
            arms = List.copyOf(arms);
        }
    }

    /**
     * A term in one arm.
     *
     * @param label A or B
     * @param subjects subjects with at least one such event
     * @param events such events
     */
    public record ArmEvents(String label, int subjects, int events) {}
}
