package org.equipoise.ecrf.domain.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.ValueReader;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemType;

/**
 * How item values look to an expression, and how its results become item values.
 *
 * <p>Integer is {@code int}, decimal {@code double}, date-time {@code timestamp}, yes/no {@code bool}, several choices
 * {@code list(string)}, partial date a type of its own ({@link PartialDateLibrary}), and everything else {@code string}: dates and times of day compare correctly as ISO 8601 text.
 */
final class Operands {
    private static final int MOST_DECIMALS = 10;

    private Operands() {}

    static CelType type(ItemType type) {
        return switch (type) {
            case INTEGER -> SimpleType.INT;
            case DECIMAL -> SimpleType.DOUBLE;
            case BOOLEAN -> SimpleType.BOOL;
            case DATETIME -> SimpleType.TIMESTAMP;
            case PARTIAL_DATE -> PartialDateLibrary.TYPE;
            case CHOICES -> ListType.create(SimpleType.STRING);
            case TEXT, DATE, TIME, CHOICE -> SimpleType.STRING;
        };
    }

    static Object operand(ItemValue value) {
        if (value instanceof ItemValue.DecimalValue decimal) {
            return decimal.value().doubleValue();
        }
        if (value instanceof ItemValue.DateTimeValue instant) {
            return instant.value();
        }
        if (value instanceof ItemValue.PartialDateValue partial) {
            return partial.value();
        }
        return value.plain();
    }

    /**
     * Makes a result an item's value. A decimal is rounded half up to the item's precision, or to ten decimal places.
     *
     * @param item the derived item
     * @param result what the expression gave
     * @return the value, or empty if the item cannot hold it
     */
    static Optional<ItemValue> value(Item item, Object result) {
        if (item.type() == ItemType.DECIMAL && result instanceof Double number) {
            return Double.isFinite(number)
                    ? ValueReader.read(
                            item,
                            BigDecimal.valueOf(number)
                                    .setScale(item.precision().orElse(MOST_DECIMALS), RoundingMode.HALF_UP))
                    : Optional.empty();
        }
        boolean writtenAsText = item.type() == ItemType.DATETIME || item.type() == ItemType.PARTIAL_DATE;
        return ValueReader.read(item, writtenAsText ? result.toString() : result);
    }
}
