package org.equipoise.stats.application;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.equipoise.platform.problem.Refusal;

/**
 * Waits for a neighbour that is out of reach for a moment, such as one that is being started anew, as long as the run is
 * wanted. Only for what may be repeated: a fetch of allocations, which enters the unblinding register, may not.
 *
 * @param pauses how long to wait before each further attempt
 */
public record Patience(List<Duration> pauses, Pause pause) {

    private static final Duration LONGEST_STEP = Duration.ofMillis(500);

    public Patience {
        pauses = List.copyOf(pauses);
    }

    /** Waits; the thread may be interrupted. */
    public interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    <T> T with(HeldRun held, Supplier<T> request) {
        for (Duration next : pauses) {
            try {
                return request.get();
            } catch (Refusal refusal) {
                if (!NeighbourFailure.mayPass(refusal)) {
                    throw refusal;
                }
            }
            await(held, next);
        }
        return request.get();
    }

    private void await(HeldRun held, Duration time) {
        Duration left = time;
        while (left.compareTo(Duration.ZERO) > 0) {
            held.requireGoingOn();
            Duration step = left.compareTo(LONGEST_STEP) < 0 ? left : LONGEST_STEP;
            try {
                pause.last(step);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            left = left.minus(step);
        }
        held.requireGoingOn();
    }
}
