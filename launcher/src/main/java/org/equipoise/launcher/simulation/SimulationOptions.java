package org.equipoise.launcher.simulation;

import java.time.Instant;

/**
 * How a trial is simulated.
 *
 * @param subjects how many are randomized
 * @param seed what decides all values
 * @param today everything lies before this instant
 * @param concurrency how many subjects are played at once
 */
public record SimulationOptions(int subjects, long seed, Instant today, int concurrency) {

    /** As many at once as suits a small machine. */
    public static final int USUAL_CONCURRENCY = 6;

    /** Refuses numbers below one. */
    public SimulationOptions {
        if (subjects < 1 || concurrency < 1) {
            throw new IllegalArgumentException("A simulation needs at least one subject and one at a time");
        }
    }

    public SimulationOptions(int subjects, long seed, Instant today) {
        this(subjects, seed, today, USUAL_CONCURRENCY);
    }
}
