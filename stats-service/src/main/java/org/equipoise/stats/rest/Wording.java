package org.equipoise.stats.rest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers, times and codes as people want to read them. */
final class Wording {

    private static final double SMALLEST_P = 0.0001;
    static final String NONE = "–";

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Wording() {}

    /** A time to the minute, for people; the exact one stands in the provenance. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** Why a randomized subject is not in the model. */
    static String reason(String code) {
        return switch (code) {
            case "baseline-missing" -> "no value at baseline";
            case "visit-missing" -> "no value at the primary visit";
            case "stratum-missing" -> "a stratification factor has no value";
            default -> code;
        };
    }

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
