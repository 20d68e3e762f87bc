package org.equipoise.randomizer.domain.kit;

import java.util.Arrays;
import java.util.Set;

/** Where a shipment stands: requested, then sent or cancelled, and once sent, received. */
public enum ShipmentState {

    /** Its kits are set aside at the depot. */
    REQUESTED("requested"),

    /** It will not be sent; its kits are free again. */
    CANCELLED("cancelled", REQUESTED),

    /** It is on its way. */
    SENT("sent", REQUESTED),

    /** The site has booked each of its kits. */
    RECEIVED("received", SENT);

    private final String code;
    private final Set<ShipmentState> before;

    ShipmentState(String code, ShipmentState... before) {
        this.code = code;
        this.before = Set.of(before);
    }

    /** The name in records and answers. */
    public String code() {
        return code;
    }

    /** Whether a shipment in the given state can come to this one. */
    public boolean canFollow(ShipmentState state) {
        return before.contains(state);
    }

    /**
     * The state of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ShipmentState of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No state of a shipment: " + code));
    }
}
