package org.equipoise.stats.domain.simulation;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * How trials are simulated.
 *
 * @param seed the seed; with the same seed and number of trials every result is the same, whatever the number of threads
 * @param trials how many, from 1 to 100 million
 * @param threads how many threads share the work, from 1 to 256
 * @param progress hears about every finished batch
 * @param cancelled asked before every trial whether to stop
 */
public record SimulationSettings(long seed, int trials, int threads, Progress progress, BooleanSupplier cancelled) {

    private static final int MOST_TRIALS = 100_000_000;
    private static final int MOST_THREADS = 256;

    /** Hears how far a simulation is. Called by one thread at a time, with rising numbers. */
    public interface Progress {
        /**
         * A batch of trials is finished.
         *
         * @param finished how many trials are finished
         * @param trials how many there will be
         */
        void finished(int finished, int trials);
    }

    /** Checks the numbers. */
    public SimulationSettings {
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(cancelled, "cancelled");
        if (trials < 1 || trials > MOST_TRIALS) {
            throw new IllegalArgumentException("there must be 1 to 100 million trials, but there are " + trials);
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("there must be 1 to 256 threads, but there are " + threads);
        }
    }

    /**
     * One thread, nobody listening, never cancelled.
     *
     * @param seed the seed
     * @param trials how many
     * @return the settings
     */
    public static SimulationSettings of(long seed, int trials) {
        return new SimulationSettings(seed, trials, 1, (finished, all) -> {}, () -> false);
    }

    /**
     * The same with other threads.
     *
     * @param count how many threads share the work
     * @return the changed settings
     */
    public SimulationSettings withThreads(int count) {
        return new SimulationSettings(seed, trials, count, progress, cancelled);
    }

    /**
     * The same with a listener.
     *
     * @param listener hears about every finished batch
     * @return the changed settings
     */
    public SimulationSettings reportingTo(Progress listener) {
        return new SimulationSettings(seed, trials, threads, listener, cancelled);
    }

    /**
     * The same with a way to stop.
     *
     * @param condition asked before every trial, by any thread
     * @return the changed settings
     */
    public SimulationSettings until(BooleanSupplier condition) {
        return new SimulationSettings(seed, trials, threads, progress, condition);
    }
}
