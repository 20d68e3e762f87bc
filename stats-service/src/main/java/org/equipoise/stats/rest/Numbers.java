package org.equipoise.stats.rest;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as JSON and people want them. */
final class Numbers {

    private static final double SMALLEST_P = 0.0001;
    static final String NONE = "–";

    private Numbers() {}

    static Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    /** With a fixed number of decimals and a true minus sign; a dash for null. */
    static String fixed(Double value, int decimals) {
        if (value == null) {
            return NONE;
        }
        String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
        boolean negative = value < 0 && digits.chars().anyMatch(digit -> digit >= '1' && digit <= '9');
        return negative ? "−" + digits : digits;
    }

    static String pValue(double p) {
        return p < SMALLEST_P ? "< 0.0001" : fixed(p, 4);
    }

    static String percent(double share) {
        return fixed(100 * share, 1) + " %";
    }
}
