package org.equipoise.stats.domain.simulation;

import java.util.List;

/** What is measured on simulated participants, and how the arms are compared. */
public sealed interface TrialEndpoint permits NormalEndpoint, BinaryEndpoint, RepeatedEndpoint {

    /**
     * The true effect, first minus second arm.
     *
     * @return in the unit of the estimate
     */
    double trueEffect();

    /**
     * Simulates a participant.
     *
     * @param first whether in the first arm
     * @param stream the trial's random numbers
     * @return what the endpoint needs, NaN where missing
     */
    double[] participant(boolean first, TrialStream stream);

    /**
     * Compares the participants so far.
     *
     * @param participants what {@link #participant} gave
     * @param first whether each is in the first arm, in the same order
     * @return statistic and estimate
     */
    Comparison compare(List<double[]> participants, List<Boolean> first);
}
