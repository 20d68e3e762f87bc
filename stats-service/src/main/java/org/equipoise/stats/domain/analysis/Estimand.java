package org.equipoise.stats.domain.analysis;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a result estimates, in the five attributes of ICH E9(R1) (the treatment condition is the study's arms). It stands
 * beside every result that is reported.
 *
 * @param label short name
 * @param population whom the comparison is about
 * @param variable what is measured in each subject
 * @param intercurrentEvents events after randomization and their strategies, may be empty
 * @param summary the population-level summary
 */
public record Estimand(
        String label, String population, String variable, List<IntercurrentEvent> intercurrentEvents, String summary) {

    private static final String AS_OBSERVED = "treatment policy";

    /** Takes a copy of the list. */
    public Estimand {
        intercurrentEvents = List.copyOf(intercurrentEvents);
    }

    /**
     * The strategies that the analysis does not carry out: it takes values as observed, which is the treatment policy.
     *
     * @return their names in alphabetical order, each once; empty if treatment policy is the only one
     */
    public SortedSet<String> strategiesNotApplied() {
        SortedSet<String> names = new TreeSet<>();
        for (IntercurrentEvent event : intercurrentEvents) {
            String name = event.strategy().split(",", 2)[0].replace('-', ' ');
            if (!name.equals(AS_OBSERVED)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * An intercurrent event and its strategy.
     *
     * @param event what may happen after randomization
     * @param strategy how the estimand deals with it
     */
    public record IntercurrentEvent(String event, String strategy) {}
}
