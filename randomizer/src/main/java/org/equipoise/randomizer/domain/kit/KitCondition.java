package org.equipoise.randomizer.domain.kit;

import java.util.Arrays;
import java.util.Optional;

/** In what condition a kit of a shipment arrives. */
public enum KitCondition {

    /** It can be used. */
    INTACT("intact", KitAction.RECEIVE),

    /** It cannot be used. */
    DAMAGED("damaged", KitAction.RECEIVE_DAMAGED),

    /** Whether it can be used is to be found out. */
    IN_DOUBT("in-doubt", KitAction.RECEIVE_IN_DOUBT),

    /** It is not there. */
    MISSING("missing", KitAction.MISS);

    private final String code;
    private final KitAction action;

    KitCondition(String code, KitAction action) {
        this.code = code;
        this.action = action;
    }

    /** The name in a receipt. */
    public String code() {
        return code;
    }

    /** What thereby happens to the kit. */
    public KitAction action() {
        return action;
    }

    /** The condition of a name, if there is one. */
    public static Optional<KitCondition> of(String code) {
        return Arrays.stream(values())
                .filter(condition -> condition.code.equals(code))
                .findFirst();
    }
}
