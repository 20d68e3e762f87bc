package org.equipoise.launcher.study;

/**
 * A reference to an item of a form in an event, or to an event alone.
 *
 * @param event the event, {@code .} for the event of the form at hand, or {@code *} for any
 * @param form the form; empty if only an event is meant
 * @param item the item; empty if only an event is meant
 */
public record ItemReference(String event, String form, String item) {

    /**
     * Reads a reference that its schema has accepted.
     *
     * @param text {@code EVENT} or {@code EVENT/FORM/ITEM}
     * @return the reference
     */
    public static ItemReference parse(String text) {
        String[] parts = text.split("/", 3);
        return parts.length == 3
                ? new ItemReference(parts[0], parts[1], parts[2])
                : new ItemReference(parts[0], "", "");
    }

    /**
     * Tells whether any event is meant.
     *
     * @return true for an event {@code *}
     */
    public boolean anyEvent() {
        return event.equals("*");
    }

    /**
     * Tells whether the event of the form at hand is meant.
     *
     * @return true for {@code ./FORM/ITEM}
     */
    public boolean sameEvent() {
        return event.equals(".");
    }
}
