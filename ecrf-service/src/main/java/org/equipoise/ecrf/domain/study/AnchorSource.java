package org.equipoise.ecrf.domain.study;

/** Where the instant of an anchor comes from. It is always read from the current data, so a corrected time moves the windows. */
public sealed interface AnchorSource {
    /**
     * The event whose data give the anchor.
     *
     * @return the event's id
     */
    String event();

    /**
     * A date-time item gives the anchor, for example the start of the infusion.
     *
     * @param path the item; it is of type {@link ItemType#DATETIME}
     */
    record AtItem(ItemPath path) implements AnchorSource {
        @Override
        public String event() {
            return path.event();
        }
    }

    /**
     * The earliest time at which any form of an event was done gives the anchor.
     *
     * @param event the event's id
     */
    record AtEvent(String event) implements AnchorSource {}
}
