package org.equipoise.randomizer.domain.randomness;

/**
 * Gives an allocation method the draws that belong to one unit of its work (a block, a position).
 *
 * <p>The unit's number is part of the draws' address, so that a unit can be recomputed alone.
 */
@FunctionalInterface
public interface DrawSource {

    /**
     * Opens the draws of one unit, always from their beginning.
     *
     * @param unit number of the unit: blocks are counted from 0, positions from 1
     */
    Draws at(long unit);
}
