package org.equipoise.ecrf.domain.study;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value is found: an item of a form in an event, written {@code BASELINE/MADRS/MADRS_TOTAL}.
 *
 * <p>The event can be {@code .}, "the event of the form that is being saved". A path always means the first repeat of a
 * repeating form.
 *
 * @param event the event's id, or {@code .}
 * @param form the form's id
 * @param item the item's id
 */
public record ItemPath(String event, String form, String item) {
    /** The event of the form at hand. */
    public static final String SAME_EVENT = ".";

    private static final Pattern FORM = Pattern.compile("(\\.|[A-Z][A-Z0-9_]*)/([A-Z][A-Z0-9_]*)/([A-Z][A-Z0-9_]*)");

    /**
     * Reads a path.
     *
     * @param text for example {@code ./VITALS/PULSE}
     * @return the path, or empty if the text is none
     */
    public static Optional<ItemPath> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new ItemPath(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /**
     * Tells whether the event is that of the form at hand.
     *
     * @return true if the event is {@code .}
     */
    public boolean isInSameEvent() {
        return SAME_EVENT.equals(event);
    }

    /**
     * This path as seen from an event.
     *
     * @param current the event of the form at hand
     * @return a path whose event is named
     */
    public ItemPath seenFrom(String current) {
        return isInSameEvent() ? new ItemPath(current, form, item) : this;
    }

    @Override
    public String toString() {
        return event + "/" + form + "/" + item;
    }
}
