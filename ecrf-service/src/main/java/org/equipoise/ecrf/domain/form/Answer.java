package org.equipoise.ecrf.domain.form;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a form says at one place: a value, a reason for having none, or nothing.
 *
 * <p>Places are items, cells of repeating groups, and two that every form has: {@code occurredAt} and {@code windowReason}.
 *
 * @param value the value
 * @param missing the reason; never beside a value
 */
public record Answer(Optional<ItemValue> value, Optional<MissingReason> missing) {
    /** The place of the time of observation. */
    public static final String OCCURRED_AT = "occurredAt";

    /** The place of the reason for an observation outside its window. */
    public static final String WINDOW_REASON = "windowReason";

    /** Nothing. */
    public static final Answer NONE = new Answer(Optional.empty(), Optional.empty());

    /**
     * What a form says.
     *
     * @param content the form
     * @param place an item, a cell, {@code occurredAt} or {@code windowReason}
     * @return the answer, perhaps none
     */
    public static Answer at(String place, FormContent content) {
        return switch (place) {
            case OCCURRED_AT -> of(new ItemValue.DateTimeValue(content.occurredAt()));
            case WINDOW_REASON ->
                content.windowReason()
                        .map(reason -> of(new ItemValue.TextValue(reason)))
                        .orElse(NONE);
            default ->
                new Answer(
                        Optional.ofNullable(content.values().get(place)),
                        Optional.ofNullable(content.missing().get(place)));
        };
    }

    /**
     * An answer that is a value.
     *
     * @param value the value
     * @return the answer
     */
    public static Answer of(ItemValue value) {
        return new Answer(Optional.of(value), Optional.empty());
    }

    /**
     * Whether another answer means the same, although a time may have been written in another zone.
     *
     * @param other the other answer
     * @return true if both are the same reason or the same value, or neither is there
     */
    public boolean means(Answer other) {
        return missing.equals(other.missing)
                && value.isPresent() == other.value.isPresent()
                && value.map(mine -> mine.means(other.value.orElseThrow())).orElse(true);
    }

    /**
     * All places at which a form says something.
     *
     * @param content the form
     * @return items and cells in order, and the places that every form has
     */
    public static Set<String> places(FormContent content) {
        Set<String> places = new TreeSet<>(content.values().keySet());
        places.addAll(content.missing().keySet());
        places.add(OCCURRED_AT);
        content.windowReason().ifPresent(reason -> places.add(WINDOW_REASON));
        return places;
    }
}
