package org.equipoise.ecrf.domain.study;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value is found: an item of a form in an event, written {@code BASELINE/MADRS/MADRS_TOTAL}.
 *
 * <p>The event can be {@code .}, "the event of the form that is being saved", or {@code *}, "any event": every entered
 * form of that name but the one at hand, in whatever event and repeat. Otherwise a path means the first repeat of a repeating
 * form; in an event that repeats as a whole, {@code .} means the same repeat.
 *
 * @param event the event's id, {@code .} or {@code *}
 * @param form the form's id
 * @param item the item's id
 */
public record ItemPath(String event, String form, String item) {
    /** The event of the form at hand. */
    public static final String SAME_EVENT = ".";

    /** Any event. */
    public static final String ANY_EVENT = "*";

    /** Stands for the time at which a form was observed, as if it were an item of it. */
    public static final String OCCURRED_AT = "OCCURRED_AT";

    /**
     * Stands for which repeat of a repeating form it is, as if it were an item of it: a report can be held against the event that
     * it names by number.
     */
    public static final String REPEAT = "REPEAT";

    /**
     * By this name a check finds the id of the event that its form is entered in, in a cycle with its repetition ({@code
     * D2_PLUS230}): what a form asks can depend on the visit, as the period that a scale is rated over does.
     */
    public static final String EVENT = "EVENT";

    /** What rules read beside items; no item may be called so. */
    public static final Set<String> RESERVED = Set.of(OCCURRED_AT, REPEAT, EVENT);

    private static final Pattern FORM =
            Pattern.compile("(\\.|\\*|[A-Z][A-Z0-9_]*)/([A-Z][A-Z0-9_]*)/([A-Z][A-Z0-9_]*)");

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
     * Tells whether any event is meant.
     *
     * @return true if the event is {@code *}
     */
    public boolean isInAnyEvent() {
        return ANY_EVENT.equals(event);
    }

    /**
     * Tells whether one event is named.
     *
     * @return true if the event is neither {@code .} nor {@code *}
     */
    public boolean namesItsEvent() {
        return !isInSameEvent() && !isInAnyEvent();
    }

    /**
     * The same item in another event.
     *
     * @param other the event's id
     * @return a path whose event is named
     */
    public ItemPath in(String other) {
        return new ItemPath(other, form, item);
    }

    @Override
    public String toString() {
        return event + "/" + form + "/" + item;
    }
}
