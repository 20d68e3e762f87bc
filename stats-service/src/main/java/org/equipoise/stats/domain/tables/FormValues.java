package org.equipoise.stats.domain.tables;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;

/** Reads single values from form records. A value of an unexpected kind counts as none. */
final class FormValues {
    private static final int YEAR = 4;
    private static final int YEAR_AND_MONTH = 7;
    private static final int WHOLE_DATE = 10;

    private FormValues() {}

    /** The records of a form, in the order of the snapshot. */
    static Stream<FormRecord> of(Subject subject, String form) {
        return subject.records().stream().filter(record -> record.form().equals(form));
    }

    /** The number in an item; a number written as text counts. */
    static OptionalDouble number(FormRecord form, String item) {
        Object value = form.values().get(item);
        if (value instanceof Number number) {
            return finite(number.doubleValue());
        }
        if (value instanceof String text) {
            try {
                return finite(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble finite(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** The text of an item; empty without a value. */
    static Optional<String> text(FormRecord form, String item) {
        return Optional.ofNullable(item).map(form.values()::get).map(Objects::toString);
    }

    /** Whether an item is true. */
    static boolean yes(FormRecord form, String item) {
        return text(form, item).filter("true"::equals).isPresent();
    }

    /** The moment in an item: an instant, a time with an offset, or a date, which stands for its first moment in UTC. */
    static Optional<Instant> moment(FormRecord form, String item) {
        return text(form, item).flatMap(FormValues::moment);
    }

    /** The moment that a text gives. */
    static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    text.length() == WHOLE_DATE
                            ? midnight(LocalDate.parse(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The days that a date, or as much of it as is known, can mean. */
    record Days(LocalDate first, LocalDate last) {}

    /** The days in an item; empty without a date, or with a time of day. */
    static Optional<Days> days(FormRecord form, String item) {
        return text(form, item).flatMap(FormValues::days);
    }

    private static Optional<Days> days(String text) {
        try {
            return text.length() == WHOLE_DATE
                    ? Optional.of(LocalDate.parse(text)).map(day -> new Days(day, day))
                    : firstDayOfPeriod(text)
                            .map(first ->
                                    new Days(first, afterPeriod(text, first).minusDays(1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate afterPeriod(String text, LocalDate first) {
        return first.plusMonths(text.length() > YEAR ? 1 : 12);
    }

    /** Whether a record shows what a plan looks for: in each of the items one of its values. */
    static boolean shows(FormRecord form, PlannedAnalyses.Detection detection) {
        for (Map.Entry<String, List<String>> wanted : detection.when().entrySet()) {
            Object value = form.values().get(wanted.getKey());
            boolean matches = value instanceof List<?> codes
                    ? codes.stream().map(Objects::toString).anyMatch(wanted.getValue()::contains)
                    : value != null && wanted.getValue().contains(value.toString());
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    /**
     * When that happened: by the plan's date item, else at the record's own time. A date of which only the month or the year is known
     * counts as early as it can be, but not before events count at all: an event that may have come later is not counted as one that
     * came before.
     *
     * @param from the first instant at which such an event counts
     */
    static Optional<Instant> when(FormRecord form, PlannedAnalyses.Detection detection, Instant from) {
        if (detection.date() == null) {
            return Optional.ofNullable(form.occurredAt());
        }
        Optional<LocalDate> partial = text(form, detection.date()).flatMap(FormValues::firstDayOfPeriod);
        if (partial.isEmpty()) {
            return moment(form, detection.date());
        }
        Instant first = midnight(partial.get());
        Instant after = midnight(afterPeriod(text(form, detection.date()).orElseThrow(), partial.get()));
        return Optional.of(first.isBefore(from) && after.isAfter(from) ? from : first);
    }

    private static Optional<LocalDate> firstDayOfPeriod(String text) {
        try {
            return switch (text.length()) {
                case YEAR -> Optional.of(LocalDate.parse(text + "-01-01"));
                case YEAR_AND_MONTH -> Optional.of(LocalDate.parse(text + "-01"));
                default -> Optional.empty();
            };
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
