package org.equipoise.stats.domain.analysis;

import java.util.List;

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

    /** Takes a copy of the list. */
    public Estimand {
        intercurrentEvents = List.copyOf(intercurrentEvents);
    }

    /**
     * An intercurrent event and its strategy.
     *
     * @param event what may happen after randomization
     * @param strategy how the estimand deals with it
     */
    public record IntercurrentEvent(String event, String strategy) {}
}
