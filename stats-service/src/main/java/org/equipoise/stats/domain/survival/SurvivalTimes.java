package org.equipoise.stats.domain.survival;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The times of one group, each ending with the event or by censoring. Somebody censored at the time of an event was still
 * at risk of it.
 *
 * @param times the time of each participant, finite and 0 or more, in any unit
 * @param events whether the time ended with the event, one for each time
 */
public record SurvivalTimes(List<Double> times, List<Boolean> events) {

    /** Checks and copies the lists. */
    public SurvivalTimes {
        times = List.copyOf(times);
        events = List.copyOf(events);
        if (times.size() != events.size()) {
            throw new IllegalArgumentException("there must be one event flag for each time, but there are "
                    + events.size() + " for " + times.size() + " times");
        }
        for (int i = 0; i < times.size(); i++) {
            if (!(times.get(i) >= 0 && times.get(i) < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "times must be finite and 0 or more, but number " + (i + 1) + " is " + times.get(i));
            }
        }
    }

    /**
     * The number of participants.
     *
     * @return n
     */
    public int size() {
        return times.size();
    }

    /** How many are at risk and how many have the event at each time with an event, in order. */
    List<EventTime> eventTimes() {
        int[] order = IntStream.range(0, times.size())
                .boxed()
                .sorted(Comparator.comparing(times::get))
                .mapToInt(Integer::intValue)
                .toArray();
        List<EventTime> result = new ArrayList<>();
        int start = 0;
        while (start < order.length) {
            double time = times.get(order[start]);
            int end = start;
            int count = 0;
            while (end < order.length && times.get(order[end]) == time) {
                count += events.get(order[end]) ? 1 : 0;
                end++;
            }
            if (count > 0) {
                result.add(new EventTime(time, order.length - start, count));
            }
            start = end;
        }
        return result;
    }

    /** How many are still at risk at a time. */
    int atRisk(double time) {
        return (int) times.stream().filter(value -> value >= time).count();
    }

    /** How many have the event at a time. */
    int eventsAt(double time) {
        int count = 0;
        for (int i = 0; i < times.size(); i++) {
            count += events.get(i) && times.get(i) == time ? 1 : 0;
        }
        return count;
    }

    /**
     * A time at which the event happened.
     *
     * @param time the time
     * @param atRisk how many were at risk just before
     * @param events how many had the event
     */
    record EventTime(double time, int atRisk, int events) {}
}
