package org.equipoise.randomizer.domain.allocation;

import java.util.List;
import org.equipoise.randomizer.domain.randomness.DrawSource;

/**
 * A method whose allocations do not depend on the subjects, so that a stratum's whole sequence can be made in advance.
 */
public sealed interface SequenceMethod extends AllocationMethod permits PermutedBlocks {

    /**
     * Makes the sequence of one stratum.
     *
     * <p>A longer sequence begins with every shorter one of the same draws, so that a list can be extended.
     *
     * @param ratio the intended proportions; one to which {@link #objections} has none
     * @param length number of allocations, at least 0
     * @param draws where chance comes from; the method's documentation says what its units are
     * @return indices into the plan's arms, in the order of allocation
     * @throws IllegalArgumentException if the method cannot realize the ratio
     */
    List<Integer> sequence(AllocationRatio ratio, int length, DrawSource draws);
}
