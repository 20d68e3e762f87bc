package org.equipoise.randomizer.application;

/**
 * The kit proposed for the subject that takes a position. The allocation is committed only if both are still free.
 *
 * @param position the position for whose arm the kit was chosen
 * @param kit the kit's number
 */
public record KitProposal(int position, String kit) {}
