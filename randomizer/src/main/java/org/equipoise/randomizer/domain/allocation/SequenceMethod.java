package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.randomizer.domain.randomness.DrawSource;

/**
 * A method whose allocations do not depend on the subjects, so that a stratum's whole sequence can be made in advance.
 */
public sealed interface SequenceMethod extends AllocationMethod
        permits CompleteRandomization,
                RandomAllocationRule,
                PermutedBlocks,
                TruncatedBinomial,
                EfronBiasedCoin,
                WeiUrn,
                BigStick,
                ChenBiasedCoin,
                MaximalProcedure {

    /** The units of the draws: {@code position} (counted from 1), unless the method says otherwise. */
    default String unit() {
        return "position";
    }

    /**
     * The method as a chain: what it remembers before the first allocation of a stratum.
     *
     * @throws IllegalArgumentException if the method cannot realize the ratio
     */
    AllocationState begin(AllocationRatio ratio);

    /**
     * Makes the sequence of one stratum.
     *
     * <p>A longer sequence begins with every shorter one of the same draws, so that a list can be extended.
     *
     * @param ratio the intended proportions; one to which {@link #objections} has none
     * @param length number of allocations, at least 0
     * @param draws where chance comes from, by {@link #unit()}
     * @return indices into the plan's arms, in the order of allocation
     * @throws IllegalArgumentException if the method cannot realize the ratio
     */
    default List<Integer> sequence(AllocationRatio ratio, int length, DrawSource draws) {
        List<Integer> sequence = new ArrayList<>(length);
        AllocationState state = begin(ratio);
        for (long position = 1; position <= length; position++) {
            AllocationState.Step step = state.next(draws.at(position));
            sequence.add(step.arm());
            state = step.after();
        }
        return List.copyOf(sequence);
    }

    /**
     * Refuses a ratio to which the method objects.
     *
     * @throws IllegalArgumentException if it objects
     */
    default void require(AllocationRatio ratio) {
        List<Objection> objections = objections(ratio);
        if (!objections.isEmpty()) {
            throw new IllegalArgumentException(type() + " cannot realize the ratio " + ratio + ": " + objections);
        }
    }
}
