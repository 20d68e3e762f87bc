package org.equipoise.stats.domain.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.equipoise.stats.domain.Outcome;

/**
 * Simulates many trials of a model and sums them up.
 *
 * <p>Trial i uses the stream of seed and i. Trials are worked off in batches whose size depends on the number of trials only, and
 * batches are added up in their order, so that the result is the same to the last bit for any number of threads.
 *
 * <pre>{@code
 * TrialModel model = new ZProcess(region, 3.24);
 * new TrialSimulation(model).run(SimulationSettings.of(20261121, 100_000).withThreads(4)).orElseThrow().rejection();
 * }</pre>
 */
public final class TrialSimulation {

    private static final int SMALLEST_BATCH = 64;
    private static final int MOST_BATCHES = 4096;

    private final TrialModel model;

    /**
     * Simulates a model.
     *
     * @param model what one trial does
     */
    public TrialSimulation(TrialModel model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * Runs the simulation in the calling thread, or in threads of its own that end with it.
     *
     * @param settings seed, number of trials, threads, progress and cancellation
     * @return the operating characteristics; after cancellation those of all batches before the first unfinished one. Not computed if
     *     cancellation or an interrupt left no batch
     */
    public Outcome<SimulatedCharacteristics> run(SimulationSettings settings) {
        return new Run(settings).complete();
    }

    /** One run. */
    private final class Run {

        private final SimulationSettings settings;
        private final int batchSize;
        private final AtomicReferenceArray<Tally> tallies;
        private final AtomicInteger next = new AtomicInteger();
        private final Object listening = new Object();
        private int finished;

        Run(SimulationSettings settings) {
            this.settings = settings;
            this.batchSize = Math.max(SMALLEST_BATCH, (settings.trials() + MOST_BATCHES - 1) / MOST_BATCHES);
            this.tallies = new AtomicReferenceArray<>((settings.trials() + batchSize - 1) / batchSize);
        }

        Outcome<SimulatedCharacteristics> complete() {
            if (settings.threads() == 1) {
                work();
            } else {
                share();
            }
            Tally all = new Tally(model.looks(), model.trueEffect());
            for (int batch = 0; batch < tallies.length() && tallies.get(batch) != null; batch++) {
                all.add(tallies.get(batch));
            }
            if (all.trials() == 0) {
                return Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "The simulation was stopped before its first batch of " + batchSize + " trials was finished.",
                        "Let it run longer.");
            }
            return Outcome.computed(all.characteristics(all.trials() < settings.trials()));
        }

        private void share() {
            ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
            try {
                List<Future<?>> workers = new ArrayList<>();
                for (int i = 0; i < settings.threads(); i++) {
                    workers.add(threads.submit(this::work));
                }
                for (Future<?> worker : workers) {
                    worker.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "a simulated trial failed: " + e.getCause().getMessage(), e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }

        private void work() {
            for (int batch = next.getAndIncrement(); batch < tallies.length(); batch = next.getAndIncrement()) {
                int from = batch * batchSize;
                int to = Math.min(settings.trials(), from + batchSize);
                Tally tally = new Tally(model.looks(), model.trueEffect());
                for (int trial = from; trial < to; trial++) {
                    if (settings.cancelled().getAsBoolean()
                            || Thread.currentThread().isInterrupted()) {
                        return;
                    }
                    tally.add(model.simulate(new TrialStream(settings.seed(), trial)));
                }
                tallies.set(batch, tally);
                synchronized (listening) {
                    finished += to - from;
                    settings.progress().finished(finished, settings.trials());
                }
            }
        }
    }
}
