package org.equipoise.ecrf.domain.form;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A calendar date of which the day, or the month and the day, may be unknown: ISO 8601 cut off after what is known, as
 * {@code 2024}, {@code 2024-05} or {@code 2024-05-17}.
 *
 * <p>It stands for every day from {@link #earliest} to {@link #latest}. A comparison has a result only if it is the same for
 * all of them: nothing is made up for what nobody knows.
 *
 * @param year 1900 to 2199
 * @param month 1 to 12, if it is known
 * @param day 1 to 31, if it is known; never without the month
 */
public record PartialDate(int year, OptionalInt month, OptionalInt day) {
    private static final Pattern TEXT = Pattern.compile("((?:19|20|21)\\d{2})(?:-(\\d{2})(?:-(\\d{2}))?)?");

    /**
     * Reads a date.
     *
     * @param text ISO 8601, perhaps cut off
     * @return the date, or empty if there is no such day or month
     */
    public static Optional<PartialDate> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        PartialDate read = new PartialDate(Integer.parseInt(parts.group(1)), part(parts, 2), part(parts, 3));
        try {
            read.earliest();
            return Optional.of(read);
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /**
     * A date that is wholly known.
     *
     * @param date the date
     * @return the same day
     */
    public static PartialDate of(LocalDate date) {
        return new PartialDate(
                date.getYear(), OptionalInt.of(date.getMonthValue()), OptionalInt.of(date.getDayOfMonth()));
    }

    private static OptionalInt part(Matcher parts, int group) {
        return parts.group(group) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts.group(group)));
    }

    /**
     * The first day that can be meant.
     *
     * @return the first of the month or year if day or month are unknown
     */
    public LocalDate earliest() {
        return LocalDate.of(year, month.orElse(1), day.orElse(1));
    }

    /**
     * The last day that can be meant.
     *
     * @return the last of the month or year if day or month are unknown
     */
    public LocalDate latest() {
        return day.isPresent()
                ? earliest()
                : YearMonth.of(year, month.orElse(12)).atEndOfMonth();
    }

    /**
     * Tells whether the day is known.
     *
     * @return true if year, month and day are
     */
    public boolean isComplete() {
        return day.isPresent();
    }

    @Override
    public String toString() {
        String known = earliest().toString();
        return day.isPresent() ? known : known.substring(0, month.isPresent() ? 7 : 4);
    }
}
