package org.equipoise.ecrf.persistence;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.PartialDate;
import org.equipoise.ecrf.domain.study.ItemType;

/** Reads back what was stored. It was checked when it was entered, and is not judged by today's definition. */
final class StoredValues {
    private StoredValues() {}

    static ItemValue value(ItemType type, Object plain) {
        return switch (type) {
            case INTEGER -> new ItemValue.IntegerValue(((Number) plain).longValue());
            case DECIMAL -> new ItemValue.DecimalValue((BigDecimal) plain);
            case TEXT -> new ItemValue.TextValue(plain.toString());
            case DATE -> new ItemValue.DateValue(LocalDate.parse(plain.toString()));
            case PARTIAL_DATE ->
                new ItemValue.PartialDateValue(
                        PartialDate.parse(plain.toString()).orElseThrow());
            case TIME -> new ItemValue.TimeValue(LocalTime.parse(plain.toString()));
            case DATETIME -> ItemValue.DateTimeValue.parse(plain.toString());
            case BOOLEAN -> new ItemValue.BooleanValue((Boolean) plain);
            case CHOICE -> new ItemValue.ChoiceValue(plain.toString());
            case CHOICES ->
                new ItemValue.ChoicesValue(
                        ((List<?>) plain).stream().map(Object::toString).toList());
        };
    }
}
