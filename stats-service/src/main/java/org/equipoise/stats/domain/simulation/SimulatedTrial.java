package org.equipoise.stats.domain.simulation;

import java.util.Optional;

/**
 * How one simulated trial ended.
 *
 * @param look the look at which it ended, from 1
 * @param ending why
 * @param information the information fraction reached
 * @param participants the participants randomized; 0 where only statistics are simulated
 * @param estimate the usual estimate of the effect and its interval, without correction for stopping; empty if the analysis failed
 */
public record SimulatedTrial(
        int look, Ending ending, double information, double participants, Optional<EffectEstimate> estimate) {

    /** Why a trial ended. */
    public enum Ending {
        /** The statistic crossed the upper bound. */
        EFFICACY,
        /** It fell below the lower bound. */
        BELOW,
        /** The last look was reached without crossing a bound. */
        NO_DECISION
    }

    /**
     * An estimate at the end of a trial.
     *
     * @param value the estimate
     * @param lower lower limit of its interval
     * @param upper upper limit
     */
    public record EffectEstimate(double value, double lower, double upper) {}
}
