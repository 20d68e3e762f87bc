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
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
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

    /** When that happened: by the plan's date item, else at the record's own time. */
    static Optional<Instant> when(FormRecord form, PlannedAnalyses.Detection detection) {
        return detection.date() == null ? Optional.ofNullable(form.occurredAt()) : moment(form, detection.date());
    }
}
