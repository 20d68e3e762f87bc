package org.equipoise.randomizer.application;

import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitState;

/**
 * A step of one kit, to be done only if the kit still is as it was taken to be.
 *
 * @param kit the kit's number
 * @param action what happens
 * @param from the state that it is taken to be in; the action is permitted from it
 * @param at the place where it is taken to be
 * @param place where it is afterwards
 */
public record KitChange(String kit, KitAction action, KitState from, KitPlace at, KitPlace place) {

    static KitChange of(SealedKit kit, KitAction action, KitPlace place) {
        return new KitChange(kit.number(), action, kit.state(), kit.place(), place);
    }

    static KitChange of(SealedKit kit, KitAction action) {
        return of(kit, action, kit.place());
    }
}
