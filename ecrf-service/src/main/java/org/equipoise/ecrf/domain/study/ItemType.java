package org.equipoise.ecrf.domain.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of value that an item can hold. */
public enum ItemType {
    /** A whole number of at most 18 digits. */
    INTEGER,
    /** A decimal number of at most 15 significant digits. */
    DECIMAL,
    /** Free text. */
    TEXT,
    /** A calendar date, ISO 8601. */
    DATE,
    /** A calendar date whose day, or month and day, may be unknown. */
    PARTIAL_DATE,
    /** A time of day without a date, ISO 8601. */
    TIME,
    /** An instant with the offset from UTC that it was entered with, ISO 8601. */
    DATETIME,
    /** Yes or no. */
    BOOLEAN,
    /** One code of a code list. */
    CHOICE,
    /** Any number of different codes of a code list. */
    CHOICES;

    private static final Map<String, ItemType> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ItemType::code, Function.identity()));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /**
     * The name used in study files.
     *
     * @return for example {@code partial-date}
     */
    public String code() {
        return code;
    }

    /**
     * Finds a type by its name.
     *
     * @param code for example {@code datetime}
     * @return the type, or empty if there is none of that name
     */
    public static Optional<ItemType> fromCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /**
     * Tells whether values of this type can have a range and a unit.
     *
     * @return true for integers and decimals
     */
    public boolean isNumeric() {
        return this == INTEGER || this == DECIMAL;
    }

    /**
     * Tells whether values of this type come from a code list.
     *
     * @return true for single and multiple choice
     */
    public boolean isCoded() {
        return this == CHOICE || this == CHOICES;
    }
}
