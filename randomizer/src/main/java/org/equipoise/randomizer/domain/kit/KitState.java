package org.equipoise.randomizer.domain.kit;

import java.util.Arrays;

/**
 * Where a kit stands in its life. {@link KitAction} says how it goes from one state to another.
 *
 * <p>That a kit has expired is no state: it follows from the expiry date and the day. An entry "expired" in each kit's
 * history would come on one day for all kits of a lot, and would show which kits belong together.
 */
public enum KitState {

    /** In stock at a depot or a site, and free. */
    AVAILABLE("available"),

    /** At a depot, set aside for a shipment. */
    ALLOTTED("allotted"),

    /** On the way from a depot to a site. */
    IN_TRANSIT("in-transit"),

    /** Handed out for one dose of one subject. */
    DISPENSED("dispensed"),

    /** In stock, but not to be used until it is released. */
    QUARANTINED("quarantined"),

    /** Broken, or spoilt; not to be used. */
    DAMAGED("damaged"),

    /** Gone. */
    LOST("lost"),

    /** Given back, used or unused, and waiting for its destruction. */
    RETURNED("returned"),

    /** Destroyed. */
    DESTROYED("destroyed");

    private final String code;

    KitState(String code) {
        this.code = code;
    }

    /** The name in records and answers. */
    public String code() {
        return code;
    }

    /** Whether nothing can happen to the kit any more. */
    public boolean isFinal() {
        return Arrays.stream(KitAction.values()).noneMatch(action -> action.isPermittedFrom(this));
    }

    /**
     * The state of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static KitState of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No state of a kit: " + code));
    }
}
