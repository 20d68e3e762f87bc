package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.simulation.SimulationSettings;
import org.equipoise.stats.domain.workbench.DesignCharacteristics;
import org.equipoise.stats.domain.workbench.TrialDesign;

/**
 * Compares designs before a trial begins. It reads no plan, no data and no analysis, stores nothing, and shares neither
 * queue nor thread with closed runs, so that it is as quick or slow whether there are any or not.
 */
@ApplicationScoped
public class CompareDesigns {

    private static final int MOST_AT_ONCE = 2;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    public CompareDesigns(Clock clock) {
        this.clock = clock;
    }

    /**
     * Compares.
     *
     * @param gone whether nobody waits for the answer any more
     * @throws Refusal {@code too-many-requests}, or {@code invalid-value} with the field of a design that has no boundary
     */
    public List<DesignCharacteristics> compare(
            List<TrialDesign> designs, Optional<Simulation> simulation, BooleanSupplier gone) {
        if (!places.tryAcquire()) {
            throw Refusal.of(ProblemType.TOO_MANY_REQUESTS, MOST_AT_ONCE + " comparisons of designs are at work now.")
                    .fix("Send the request again in half a minute.");
        }
        try {
            Instant deadline = clock.instant().plus(LONGEST);
            BooleanSupplier enough =
                    () -> gone.getAsBoolean() || clock.instant().isAfter(deadline);
            Optional<SimulationSettings> settings = simulation.map(
                    asked -> SimulationSettings.of(asked.seed(), asked.trials()).until(enough));
            List<DesignCharacteristics> compared = new ArrayList<>();
            for (int i = 0; i < designs.size(); i++) {
                compared.add(computed(DesignCharacteristics.of(designs.get(i), settings), i));
            }
            return compared;
        } finally {
            places.release();
        }
    }

    private static DesignCharacteristics computed(Outcome<DesignCharacteristics> outcome, int design) {
        if (outcome instanceof Outcome.NotComputed<DesignCharacteristics> failure) {
            throw DesignErrors.refusal(List.of(new DesignErrors.Violation(
                    "designs[" + design + "].looks", "", failure.explanation() + " " + failure.advice())));
        }
        return outcome.orElseThrow();
    }

    /**
     * How to simulate.
     *
     * @param trials how many for each design and effect
     */
    public record Simulation(long seed, int trials) {}
}
