package org.equipoise.stats.domain.tables;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The look to be computed and those behind it.
 *
 * @param look number of the look, from 1
 * @param earlier the earlier looks that were run, by number; of each the run that counts
 */
public record LookFacts(int look, SortedMap<Integer, EarlierLook> earlier) {

    /** Takes a copy of the map. */
    public LookFacts {
        earlier = Collections.unmodifiableSortedMap(new TreeMap<>(earlier));
    }

    /**
     * The first look of a trial.
     *
     * @return look 1 with nothing behind it
     */
    public static LookFacts first() {
        return new LookFacts(1, new TreeMap<>());
    }

    /**
     * The information of the earlier looks.
     *
     * @return by number of the look
     */
    public SortedMap<Integer, Integer> information() {
        SortedMap<Integer, Integer> information = new TreeMap<>();
        earlier.forEach((number, facts) -> information.put(number, facts.information()));
        return information;
    }

    /**
     * An earlier look.
     *
     * @param information subjects with primary data that it had
     * @param z its test statistic, positive in favour of the experimental arm
     */
    public record EarlierLook(int information, double z) {

        /** Shows nothing of the result. */
        @Override
        public String toString() {
            return "EarlierLook[" + information + "]";
        }
    }
}
