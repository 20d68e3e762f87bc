package org.equipoise.stats.domain.tables;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The look to be computed and those behind it.
 *
 * @param look number of the look, from 1
 * @param earlier the earlier looks that were run, by number; of each the run that counts
 * @param completing whether this look only completes the follow-up of a trial that ended with the rejection of the primary
 *     hypothesis at an earlier one: that hypothesis stays rejected and is not tested again
 */
public record LookFacts(int look, SortedMap<Integer, EarlierLook> earlier, boolean completing) {

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
        return new LookFacts(1, new TreeMap<>(), false);
    }

    /**
     * The look at which a key secondary hypothesis was rejected.
     *
     * @param id identifier of the hypothesis
     * @return number of the earliest look; empty if none of the earlier ones rejected it
     */
    public OptionalInt rejectedAt(String id) {
        return earlier.entrySet().stream()
                .filter(look -> look.getValue().rejected().contains(id))
                .mapToInt(java.util.Map.Entry::getKey)
                .findFirst();
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
     * @param rejected identifiers of the key secondary hypotheses that were rejected by then
     */
    public record EarlierLook(int information, double z, Set<String> rejected) {

        /** Takes a copy of the set. */
        public EarlierLook {
            rejected = Set.copyOf(rejected);
        }

        /**
         * A look that rejected no key secondary hypothesis.
         *
         * @param information subjects with primary data that it had
         * @param z its test statistic, positive in favour of the experimental arm
         */
        public EarlierLook(int information, double z) {
            this(information, z, Set.of());
        }

        /** Shows nothing of the result. */
        @Override
        public String toString() {
            return "EarlierLook[" + information + "]";
        }
    }
}
