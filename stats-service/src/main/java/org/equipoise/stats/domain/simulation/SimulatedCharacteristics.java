package org.equipoise.stats.domain.simulation;

import java.util.List;

/**
 * Operating characteristics of simulated trials, each figure with its Monte Carlo error.
 *
 * @param trials the trials simulated
 * @param cancelled whether the simulation was stopped before all that were asked for
 * @param rejection the probability of crossing the upper bound at any look
 * @param upperCrossing the probability of stopping through the upper bound at each look
 * @param lowerCrossing the probability of stopping through the lower bound at each look
 * @param expectedInformation the mean information fraction at the end
 * @param expectedParticipants the mean number randomized; 0 where only statistics are simulated
 * @param bias the mean of the usual estimate minus the true effect, over trials whose analysis succeeded; it includes what stopping does
 * @param coverage how often the usual interval at the end holds the true effect, over the same trials
 * @param failed the share of trials whose final analysis had no result; they count as not rejecting
 */
public record SimulatedCharacteristics(
        int trials,
        boolean cancelled,
        MonteCarloEstimate rejection,
        List<MonteCarloEstimate> upperCrossing,
        List<MonteCarloEstimate> lowerCrossing,
        MonteCarloEstimate expectedInformation,
        MonteCarloEstimate expectedParticipants,
        MonteCarloEstimate bias,
        MonteCarloEstimate coverage,
        MonteCarloEstimate failed) {

    /** Copies the lists. */
    public SimulatedCharacteristics {
        upperCrossing = List.copyOf(upperCrossing);
        lowerCrossing = List.copyOf(lowerCrossing);
    }
}
