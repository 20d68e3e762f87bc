package org.equipoise.ecrf.domain.laboratory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.ValueReader;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.Conversion;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.ItemColumn;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemType;

/**
 * A line of a laboratory's file as it is understood.
 *
 * @param number the line's number in the file; the heading is line 1
 * @param subject the subject
 * @param instance the form
 * @param occurredAt when the sample was taken
 * @param values values by item
 * @param missing reasons by item
 * @param faults what could not be understood, in words; the rest then means nothing
 */
public record LaboratoryLine(
        long number,
        String subject,
        FormInstance instance,
        Instant occurredAt,
        Map<String, ItemValue> values,
        Map<String, MissingReason> missing,
        List<String> faults) {
    private static final int MOST_PLACES = 10;

    /** Copies the collections. */
    public LaboratoryLine {
        values = Map.copyOf(values);
        missing = Map.copyOf(missing);
        faults = List.copyOf(faults);
    }

    /**
     * Reads a line.
     *
     * @param mapping which column goes where
     * @param form the form as the study defines it
     * @param number the line's number
     * @param cells the cells by the names of their columns
     * @return the line, with everything named that could not be understood
     */
    public static LaboratoryLine read(ImportMapping mapping, Form form, long number, Map<String, String> cells) {
        List<String> faults = new ArrayList<>();
        String subject = cell(cells, mapping.subjectColumn(), faults);
        String event = mapping.event()
                .always()
                .orElseGet(() -> mapping.event()
                        .column()
                        .map(column -> cell(cells, column, faults))
                        .map(word -> mapping.event().events().getOrDefault(word, word))
                        .orElse(""));
        Instant occurredAt = instant(cell(cells, mapping.occurredAtColumn(), faults), faults);
        int repeat = mapping.repeatColumn()
                .map(column -> repeat(cell(cells, column, faults), faults))
                .orElse(1);
        Map<String, ItemValue> values = new TreeMap<>();
        Map<String, MissingReason> missing = new TreeMap<>();
        for (ItemColumn column : mapping.items()) {
            boolean meant = column.where().entrySet().stream()
                    .allMatch(word -> word.getValue()
                            .equals(cells.getOrDefault(word.getKey(), "").strip()));
            if (meant) {
                String text = cells.getOrDefault(column.column(), "").strip();
                if (text.isEmpty()) {
                    column.ifEmpty().ifPresent(reason -> missing.put(column.item(), new MissingReason(reason)));
                } else {
                    form.item(column.item())
                            .flatMap(item -> value(item, column, text, cells, faults))
                            .ifPresent(value -> values.put(column.item(), value));
                }
            }
        }
        return new LaboratoryLine(
                number, subject, new FormInstance(event, form.id(), repeat), occurredAt, values, missing, faults);
    }

    private static String cell(Map<String, String> cells, String column, List<String> faults) {
        String text = cells.getOrDefault(column, "").strip();
        if (text.isEmpty()) {
            faults.add(column + " is empty");
        }
        return text;
    }

    private static Instant instant(String text, List<String> faults) {
        try {
            return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            faults.add("the time " + text + " is no date-time with a zone, such as 2026-03-01T09:40:00Z");
            return Instant.EPOCH;
        }
    }

    private static int repeat(String text, List<String> faults) {
        if (!text.matches("[1-9]\\d{0,2}")) {
            faults.add("the repeat " + text + " is no number from 1 to " + FormInstance.MOST_REPEATS);
            return 1;
        }
        return Integer.parseInt(text);
    }

    private static Optional<ItemValue> value(
            Item item, ItemColumn column, String text, Map<String, String> cells, List<String> faults) {
        String word = column.codes().getOrDefault(text, text);
        Optional<Object> plain = plain(item, column, word, cells, faults);
        Optional<ItemValue> value = plain.flatMap(known -> ValueReader.read(item, known));
        if (plain.isPresent() && value.isEmpty()) {
            faults.add(column.column() + " is " + text + ", and " + item.id() + " takes " + ValueReader.expected(item));
        }
        return value;
    }

    private static Optional<Object> plain(
            Item item, ItemColumn column, String word, Map<String, String> cells, List<String> faults) {
        return switch (item.type()) {
            case INTEGER, DECIMAL -> number(item, column, word, cells, faults);
            case BOOLEAN ->
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.of(word);
                };
            case CHOICES -> Optional.of(Arrays.asList(word.split(";", -1)));
            case TEXT, DATE, PARTIAL_DATE, TIME, DATETIME, CHOICE -> Optional.of(word);
        };
    }

    private static Optional<Object> number(
            Item item, ItemColumn column, String word, Map<String, String> cells, List<String> faults) {
        if (!word.matches("[+-]?\\d{1,18}(\\.\\d{1,18})?")) {
            return Optional.of(word);
        }
        BigDecimal reported = new BigDecimal(word);
        String unit = column.unitColumn()
                .map(name -> cells.getOrDefault(name, "").strip())
                .orElse("");
        Conversion conversion = column.units().get(unit);
        if (conversion != null) {
            BigDecimal exact = reported.multiply(conversion.factor()).add(conversion.offset());
            int places = item.type() == ItemType.INTEGER ? 0 : item.precision().orElse(MOST_PLACES);
            return Optional.of(exact.setScale(places, RoundingMode.HALF_UP));
        }
        if (column.unitColumn().isPresent() && !unit.equals(item.unit().orElse(""))) {
            faults.add(item.id() + " is reported in " + (unit.isEmpty() ? "no unit" : unit)
                    + ", for which the mapping has no conversion");
            return Optional.empty();
        }
        return Optional.of(reported);
    }
}
