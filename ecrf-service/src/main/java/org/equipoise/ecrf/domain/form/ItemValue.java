package org.equipoise.ecrf.domain.form;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.equipoise.ecrf.domain.study.ItemType;

/** A value of an item, with its type. */
public sealed interface ItemValue {
    /**
     * The type of item that holds such a value.
     *
     * @return the type
     */
    ItemType type();

    /**
     * The value as JSON knows it: {@code Long}, {@code BigDecimal}, {@code Boolean}, {@code String} or a list of strings.
     * {@link ValueReader} reads it back.
     *
     * @return the plain value
     */
    Object plain();

    /**
     * Whether another value means the same, although it may have been entered in another way.
     *
     * @param other the other value
     * @return true if both are equal, or are the same instant
     */
    default boolean means(ItemValue other) {
        return equals(other);
    }

    /**
     * A whole number.
     *
     * @param value the number in the item's unit
     */
    record IntegerValue(long value) implements ItemValue {
        @Override
        public ItemType type() {
            return ItemType.INTEGER;
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /**
     * A decimal number. 1.50 and 1.5 are the same value: how many decimal places matter is the item's precision.
     *
     * @param value the number in the item's unit, without trailing zeros
     */
    record DecimalValue(BigDecimal value) implements ItemValue {
        /** Removes trailing zeros. */
        public DecimalValue {
            BigDecimal stripped = value.stripTrailingZeros();
            value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }

        @Override
        public ItemType type() {
            return ItemType.DECIMAL;
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /**
     * Free text.
     *
     * @param value the text as entered
     */
    record TextValue(String value) implements ItemValue {
        @Override
        public ItemType type() {
            return ItemType.TEXT;
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /**
     * A calendar date.
     *
     * @param value the date at the site
     */
    record DateValue(LocalDate value) implements ItemValue {
        @Override
        public ItemType type() {
            return ItemType.DATE;
        }

        @Override
        public Object plain() {
            return value.toString();
        }
    }

    /**
     * A calendar date of which a part may be unknown.
     *
     * @param value what is known of the date at the site
     */
    record PartialDateValue(PartialDate value) implements ItemValue {
        @Override
        public ItemType type() {
            return ItemType.PARTIAL_DATE;
        }

        @Override
        public Object plain() {
            return value.toString();
        }
    }

    /**
     * A time of day.
     *
     * @param value the time at the site
     */
    record TimeValue(LocalTime value) implements ItemValue {
        @Override
        public ItemType type() {
            return ItemType.TIME;
        }

        @Override
        public Object plain() {
            return value.toString();
        }
    }

    /**
     * An instant, with the offset from UTC of the clock by which it was entered. The same instant by another clock is another
     * value, for it says something else about the place; rules, windows and comparisons take the instant alone.
     *
     * @param value the instant
     * @param offset the offset that it was entered with
     */
    record DateTimeValue(Instant value, ZoneOffset offset) implements ItemValue {
        /**
         * An instant in UTC.
         *
         * @param value the instant
         */
        public DateTimeValue(Instant value) {
            this(value, ZoneOffset.UTC);
        }

        /**
         * Reads a date and time with its offset.
         *
         * @param text ISO 8601, such as {@code 2026-03-01T10:40:00+01:00}; the seconds may be left out
         * @return the value
         * @throws java.time.DateTimeException if the text is something else
         */
        public static DateTimeValue parse(String text) {
            OffsetDateTime read = OffsetDateTime.parse(text);
            return new DateTimeValue(read.toInstant(), read.getOffset());
        }

        @Override
        public boolean means(ItemValue other) {
            return other instanceof DateTimeValue moment && moment.value().equals(value);
        }

        @Override
        public ItemType type() {
            return ItemType.DATETIME;
        }

        @Override
        public Object plain() {
            return offset.equals(ZoneOffset.UTC)
                    ? value.toString()
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value.atOffset(offset));
        }
    }

    /**
     * Yes or no.
     *
     * @param value true for yes
     */
    record BooleanValue(boolean value) implements ItemValue {
        @Override
        public ItemType type() {
            return ItemType.BOOLEAN;
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /**
     * One answer of a code list.
     *
     * @param code its code
     */
    record ChoiceValue(String code) implements ItemValue {
        @Override
        public ItemType type() {
            return ItemType.CHOICE;
        }

        @Override
        public Object plain() {
            return code;
        }
    }

    /**
     * Several answers of a code list.
     *
     * @param codes their codes, all different, in the order in which they were given
     */
    record ChoicesValue(List<String> codes) implements ItemValue {
        /** Copies the codes. */
        public ChoicesValue {
            codes = List.copyOf(codes);
        }

        @Override
        public ItemType type() {
            return ItemType.CHOICES;
        }

        @Override
        public Object plain() {
            return codes;
        }
    }
}
