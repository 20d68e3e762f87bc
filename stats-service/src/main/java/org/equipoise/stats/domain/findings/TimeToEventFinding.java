package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * Times to an event, such as relapse.
 *
 * @param heading what it estimates and how
 * @param outcome whether the comparison was computed; curves are given all the same where there are subjects
 * @param definition the event in words
 * @param timeUnit unit of all times: {@code days}
 * @param curves Kaplan and Meier's estimate of each arm, A first
 * @param logRank the stratified log-rank test; null if not computed
 * @param hazardRatio stratified proportional hazards, B to A; null if not computed
 */
public record TimeToEventFinding(
        Heading heading,
        SectionOutcome outcome,
        String definition,
        String timeUnit,
        List<Curve> curves,
        TestResult logRank,
        Difference hazardRatio)
        implements Finding {

    /** Takes a copy of the list. */
    public TimeToEventFinding {
        curves = List.copyOf(curves);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "TimeToEventFinding[" + heading.id() + "]";
    }

    /**
     * One arm.
     *
     * @param label A or B
     * @param n subjects at risk at time 0
     * @param events subjects with the event
     * @param median median time; null if the curve does not fall to one half
     * @param steps the curve at time 0 and after each time with an event or a censoring, in order
     */
    public record Curve(String label, int n, int events, Double median, List<Step> steps) {

        /** Takes a copy of the list. */
        public Curve {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A point of a curve; the curve is constant until the next one.
     *
     * @param time time
     * @param free proportion without the event just after that time
     * @param lower lower limit at the level 0.95
     * @param upper upper limit
     * @param atRisk subjects at risk just before that time
     * @param censored subjects censored at that time
     */
    public record Step(double time, double free, double lower, double upper, int atRisk, int censored) {}
}
