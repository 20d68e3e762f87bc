package org.equipoise.ecrf.domain.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.equipoise.ecrf.domain.study.CodeList;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemType;

/**
 * Reads a plain value (as JSON gives it) as a value of an item.
 *
 * <p>Only the type, the precision and the code list are judged here: a value outside its range is a readable value, and the
 * range check speaks about it. Nothing is converted silently: {@code "4"} is no integer, and {@code 4.0} is one only because
 * it is a whole number.
 */
public final class ValueReader {
    /** Longest free text, in characters. */
    public static final int LONGEST_TEXT = 4000;

    private static final int MOST_DIGITS = 15;
    private static final BigDecimal LARGEST_INTEGER = BigDecimal.TEN.pow(18);
    private static final Pattern DATE = Pattern.compile("(19|20|21)\\d{2}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2})?");
    private static final Pattern DATE_TIME = Pattern.compile(
            "(19|20|21)\\d{2}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2})");

    private ValueReader() {}

    /**
     * Reads a value.
     *
     * @param item the item that it is meant for
     * @param plain {@code Number}, {@code Boolean}, {@code String}, {@code List} or null
     * @return the typed value, or empty if the item cannot hold it; {@link #expected} then says what it can hold
     */
    public static Optional<ItemValue> read(Item item, Object plain) {
        return switch (item.type()) {
            case INTEGER ->
                number(plain)
                        .filter(number -> number.stripTrailingZeros().scale() <= 0)
                        .filter(number -> number.abs().compareTo(LARGEST_INTEGER) < 0)
                        .map(number -> new ItemValue.IntegerValue(number.longValueExact()));
            case DECIMAL ->
                number(plain)
                        .filter(number -> number.stripTrailingZeros().precision() <= MOST_DIGITS)
                        .filter(number -> number.abs().compareTo(LARGEST_INTEGER) < 0)
                        .filter(number -> number.stripTrailingZeros().scale()
                                <= item.precision().orElse(MOST_DIGITS))
                        .map(ItemValue.DecimalValue::new);
            case TEXT ->
                text(plain)
                        .filter(text -> !text.isBlank() && text.length() <= LONGEST_TEXT)
                        .map(ItemValue.TextValue::new);
            case BOOLEAN ->
                plain instanceof Boolean yes ? Optional.of(new ItemValue.BooleanValue(yes)) : Optional.empty();
            case PARTIAL_DATE -> text(plain).flatMap(PartialDate::parse).map(ItemValue.PartialDateValue::new);
            case DATE, TIME, DATETIME -> text(plain).flatMap(text -> temporal(item.type(), text));
            case CHOICE -> text(plain).filter(code -> codes(item).has(code)).map(ItemValue.ChoiceValue::new);
            case CHOICES -> choices(codes(item), plain);
        };
    }

    /**
     * What an item can hold.
     *
     * @param item the item
     * @return for example {@code a number with at most 1 decimal place}
     */
    public static String expected(Item item) {
        return switch (item.type()) {
            case INTEGER -> "a whole number";
            case DECIMAL ->
                item.precision().isPresent()
                        ? "a number with at most " + item.precision().getAsInt() + " decimal places"
                        : "a number with at most " + MOST_DIGITS + " digits";
            case TEXT -> "text of 1 to " + LONGEST_TEXT + " characters";
            case DATE -> "a date such as 2026-03-01";
            case PARTIAL_DATE -> "a date as far as it is known, such as 2026, 2026-03 or 2026-03-01";
            case TIME -> "a time such as 09:40";
            case DATETIME -> "a date and time with its offset from UTC, such as 2026-03-01T09:40:00Z";
            case BOOLEAN -> "true or false";
            case CHOICE -> "one of " + codes(item).codes();
            case CHOICES -> "a list of different codes out of " + codes(item).codes();
        };
    }

    private static CodeList codes(Item item) {
        return item.codeList().orElseGet(() -> new CodeList(List.of()));
    }

    private static Optional<String> text(Object plain) {
        return plain instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Optional<BigDecimal> number(Object plain) {
        if (plain instanceof BigDecimal decimal) {
            return Optional.of(decimal).filter(number -> Math.abs((long) number.scale()) <= 100);
        }
        if (plain instanceof BigInteger whole) {
            return Optional.of(new BigDecimal(whole));
        }
        if (plain instanceof Double binary) {
            return Double.isFinite(binary) ? Optional.of(BigDecimal.valueOf(binary)) : Optional.empty();
        }
        return plain instanceof Long || plain instanceof Integer
                ? Optional.of(BigDecimal.valueOf(((Number) plain).longValue()))
                : Optional.empty();
    }

    private static Optional<ItemValue> temporal(ItemType type, String text) {
        try {
            if (type == ItemType.DATE && DATE.matcher(text).matches()) {
                return Optional.of(new ItemValue.DateValue(LocalDate.parse(text)));
            }
            if (type == ItemType.TIME && TIME.matcher(text).matches()) {
                return Optional.of(new ItemValue.TimeValue(LocalTime.parse(text)));
            }
            if (type == ItemType.DATETIME && DATE_TIME.matcher(text).matches()) {
                return Optional.of(ItemValue.DateTimeValue.parse(text));
            }
            return Optional.empty();
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    private static Optional<ItemValue> choices(CodeList codes, Object plain) {
        if (!(plain instanceof List<?> chosen)) {
            return Optional.empty();
        }
        boolean known = chosen.stream().allMatch(code -> code instanceof String text && codes.has(text));
        boolean different = chosen.stream().distinct().count() == chosen.size();
        return known && different
                ? Optional.of(new ItemValue.ChoicesValue(
                        chosen.stream().map(Object::toString).toList()))
                : Optional.empty();
    }
}
