package org.equipoise.randomizer.domain.allocation;

import java.util.List;

/**
 * A rule that allocates subjects to arms.
 *
 * <p>Methods are pure: chance comes in as an argument, and the same arguments always give the same allocation. The
 * family is sealed, so that every place that treats methods differently is found by the compiler when one is added.
 */
public sealed interface AllocationMethod permits SequenceMethod, Minimization, UploadedList {

    /** The method's name in a plan, for example {@code permuted-blocks}. */
    String type();

    /**
     * What keeps the method from realizing a ratio.
     *
     * @return the objections, with field names relative to the plan; empty if the method allows the ratio
     */
    List<Objection> objections(AllocationRatio ratio);
}
