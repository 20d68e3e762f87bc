package org.equipoise.stats.domain.simulation;

/** A way to simulate trials. Implementations are immutable and take all their chance from the stream. */
public interface TrialModel {

    /**
     * The number of looks.
     *
     * @return K, at least 1
     */
    int looks();

    /**
     * The true effect, in the unit of the estimates.
     *
     * @return what bias and coverage are measured against
     */
    double trueEffect();

    /**
     * Simulates one trial.
     *
     * @param stream the trial's random numbers
     * @return how it ended
     */
    SimulatedTrial simulate(TrialStream stream);
}
