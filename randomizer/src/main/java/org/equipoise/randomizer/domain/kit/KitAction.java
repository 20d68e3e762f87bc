package org.equipoise.randomizer.domain.kit;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What can happen to a kit, from which states, and where it leads. There is no other way from one {@link KitState} to
 * another; the database holds the same table and refuses any other step.
 *
 * <table>
 *   <caption>The permitted transitions</caption>
 *   <tr><th>action</th><th>from</th><th>to</th></tr>
 *   <tr><td>allot</td><td>available</td><td>allotted</td></tr>
 *   <tr><td>set-free</td><td>allotted</td><td>available</td></tr>
 *   <tr><td>send</td><td>allotted</td><td>in-transit</td></tr>
 *   <tr><td>receive</td><td>in-transit</td><td>available</td></tr>
 *   <tr><td>receive-damaged</td><td>in-transit</td><td>damaged</td></tr>
 *   <tr><td>receive-in-doubt</td><td>in-transit</td><td>quarantined</td></tr>
 *   <tr><td>miss</td><td>in-transit</td><td>lost</td></tr>
 *   <tr><td>dispense</td><td>available</td><td>dispensed</td></tr>
 *   <tr><td>quarantine</td><td>available</td><td>quarantined</td></tr>
 *   <tr><td>release</td><td>quarantined</td><td>available</td></tr>
 *   <tr><td>damage</td><td>available, quarantined, dispensed</td><td>damaged</td></tr>
 *   <tr><td>lose</td><td>available, quarantined, dispensed, damaged, returned</td><td>lost</td></tr>
 *   <tr><td>return</td><td>available, quarantined, dispensed, damaged</td><td>returned</td></tr>
 *   <tr><td>destroy</td><td>available, quarantined, damaged, returned</td><td>destroyed</td></tr>
 * </table>
 *
 * <p>A kit that was dispensed is never available again, and what is destroyed or lost stays so.
 */
public enum KitAction {

    /** Set aside for a shipment. */
    ALLOT("allot", KitState.ALLOTTED, KitState.AVAILABLE),

    /** The shipment is cancelled. */
    SET_FREE("set-free", KitState.AVAILABLE, KitState.ALLOTTED),

    /** The shipment leaves. */
    SEND("send", KitState.IN_TRANSIT, KitState.ALLOTTED),

    /** Arrived intact. */
    RECEIVE("receive", KitState.AVAILABLE, KitState.IN_TRANSIT),

    /** Arrived, but not usable. */
    RECEIVE_DAMAGED("receive-damaged", KitState.DAMAGED, KitState.IN_TRANSIT),

    /** Arrived, but perhaps not usable, for example after a wrong temperature. */
    RECEIVE_IN_DOUBT("receive-in-doubt", KitState.QUARANTINED, KitState.IN_TRANSIT),

    /** Not in the box. */
    MISS("miss", KitState.LOST, KitState.IN_TRANSIT),

    /** Handed out for a dose. */
    DISPENSE("dispense", KitState.DISPENSED, KitState.AVAILABLE),

    /** Kept from use until it is known to be sound. */
    QUARANTINE("quarantine", KitState.QUARANTINED, KitState.AVAILABLE),

    /** Found to be sound. */
    RELEASE("release", KitState.AVAILABLE, KitState.QUARANTINED),

    /** Found broken or spoilt. */
    DAMAGE("damage", KitState.DAMAGED, KitState.AVAILABLE, KitState.QUARANTINED, KitState.DISPENSED),

    /** Found to be gone. */
    LOSE(
            "lose",
            KitState.LOST,
            KitState.AVAILABLE,
            KitState.QUARANTINED,
            KitState.DISPENSED,
            KitState.DAMAGED,
            KitState.RETURNED),

    /** Given back by the subject, or put aside to be given back by the site. */
    RETURN("return", KitState.RETURNED, KitState.AVAILABLE, KitState.QUARANTINED, KitState.DISPENSED, KitState.DAMAGED),

    /** Destroyed, for example after its expiry. */
    DESTROY(
            "destroy",
            KitState.DESTROYED,
            KitState.AVAILABLE,
            KitState.QUARANTINED,
            KitState.DAMAGED,
            KitState.RETURNED);

    private final String code;
    private final KitState result;
    private final Set<KitState> permitted;

    KitAction(String code, KitState result, KitState... permitted) {
        this.code = code;
        this.result = result;
        this.permitted = Set.of(permitted);
    }

    /** The name in records and requests. */
    public String code() {
        return code;
    }

    /** The state to which it leads. */
    public KitState result() {
        return result;
    }

    /** Whether it can happen to a kit in the given state. */
    public boolean isPermittedFrom(KitState state) {
        return permitted.contains(state);
    }

    /** Whether people book it for one kit by itself; the others are parts of a shipment or of a dispensing. */
    public boolean isBookedAlone() {
        return switch (this) {
            case QUARANTINE, RELEASE, DAMAGE, LOSE, RETURN, DESTROY -> true;
            case ALLOT, SET_FREE, SEND, RECEIVE, RECEIVE_DAMAGED, RECEIVE_IN_DOUBT, MISS, DISPENSE -> false;
        };
    }

    /** The action of a name, if there is one. */
    public static Optional<KitAction> of(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code.equals(code))
                .findFirst();
    }
}
