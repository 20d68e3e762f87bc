package org.equipoise.randomizer.domain.allocation;

import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * What a method remembers of the allocations that it has made in one stratum; all that the next one depends on.
 *
 * <p>Immutable. Two states are equal only if the same draws lead to the same allocations from both, so that courses that
 * meet in one state can be counted together.
 */
public interface AllocationState {

    /** Makes the next allocation. */
    Step next(Draws draws);

    /**
     * An allocation and what is remembered after it.
     *
     * @param arm index into the plan's arms
     * @param after the state after the allocation
     */
    record Step(int arm, AllocationState after) {}
}
