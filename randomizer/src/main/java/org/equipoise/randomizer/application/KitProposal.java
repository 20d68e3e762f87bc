package org.equipoise.randomizer.application;

/**
 * The kit proposed for the subject that takes a position. The allocation is committed only if the position is still free
 * and nothing has happened to the site's kits.
 *
 * @param position the position for whose arm the kit was chosen
 * @param kit the kit's number
 * @param shelf the version of the site's shelf from which it was chosen
 */
public record KitProposal(int position, String kit, long shelf) {}
