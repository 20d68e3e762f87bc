package org.equipoise.stats.domain.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The times of two arms, possibly of one stratum.
 *
 * @param first the arm of interest
 * @param second the reference arm
 */
public record TwoArms(SurvivalTimes first, SurvivalTimes second) {

    /** Refuses nulls. */
    public TwoArms {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
    }

    /** Who is at risk and who has the event in both arms, at each time with an event in either. */
    List<RiskSet> riskSets() {
        TreeSet<Double> times = new TreeSet<>();
        first.eventTimes().forEach(event -> times.add(event.time()));
        second.eventTimes().forEach(event -> times.add(event.time()));
        List<RiskSet> sets = new ArrayList<>();
        for (double time : times) {
            sets.add(new RiskSet(first.atRisk(time), second.atRisk(time), first.eventsAt(time), second.eventsAt(time)));
        }
        return sets;
    }

    /**
     * One event time.
     *
     * @param firstAtRisk at risk in the first arm
     * @param secondAtRisk at risk in the second arm
     * @param firstEvents events in the first arm
     * @param secondEvents events in the second arm
     */
    record RiskSet(int firstAtRisk, int secondAtRisk, int firstEvents, int secondEvents) {

        double atRisk() {
            return (double) firstAtRisk + secondAtRisk;
        }

        int events() {
            return firstEvents + secondEvents;
        }
    }
}
