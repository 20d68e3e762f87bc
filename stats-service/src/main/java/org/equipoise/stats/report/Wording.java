package org.equipoise.stats.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.TestResult;
import org.equipoise.stats.report.chart.Digits;

/** Numbers, times and codes as people want to read them. */
final class Wording {

    static final String NONE = "–";
    private static final double SMALLEST_P = 0.0001;
    private static final int HASH_SHOWN = 16;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private Wording() {}

    /** A time to the minute, for people; the exact one stands in the provenance. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** Why a randomized subject is not in the model. */
    static String reason(String code) {
        return switch (code) {
            case "baseline-missing" -> "no value at baseline";
            case "visit-missing" -> "no value at the primary visit";
            case "stratum-missing" -> "a stratification factor has no value";
            default -> code.replace('-', ' ');
        };
    }

    /** With a fixed number of decimals and a true minus sign; a dash for null. */
    static String fixed(Double value, int decimals) {
        return value == null ? NONE : Digits.fixed(value, decimals);
    }

    static String pValue(Double p) {
        return p == null ? NONE : p < SMALLEST_P ? "< 0.0001" : fixed(p, 4);
    }

    static String percent(Double share) {
        return share == null ? NONE : fixed(100 * share, 1) + " %";
    }

    static String of(int part, int whole) {
        return part + " of " + whole + (whole == 0 ? "" : " (" + percent(part / (double) whole) + ")");
    }

    static String interval(double lower, double upper, int decimals) {
        return fixed(lower, decimals) + " to " + fixed(upper, decimals);
    }

    /** An estimate with its limits and their level. */
    static String estimate(Difference difference, int decimals) {
        return difference == null
                ? NONE
                : fixed(difference.estimate(), decimals) + " (" + level(difference.level()) + " CI "
                        + interval(difference.lower(), difference.upper(), decimals) + ")";
    }

    /** A difference of proportions in percentage points. */
    static String points(Difference difference) {
        return difference == null
                ? NONE
                : fixed(100 * difference.estimate(), 1) + " ("
                        + interval(100 * difference.lower(), 100 * difference.upper(), 1) + ")";
    }

    /** A test's statistic and p-value; it decides nothing. */
    static String test(TestResult test) {
        return fixed(test.statistic(), 3)
                + (test.degreesOfFreedom() == null ? "" : ", degrees of freedom " + test.degreesOfFreedom())
                + ", two-sided p " + pValue(test.twoSidedP()) + ", descriptive";
    }

    static String level(double level) {
        double hundredfold = 100 * level;
        boolean whole = Math.abs(hundredfold - Math.rint(hundredfold)) < 1e-6;
        return fixed(hundredfold, whole ? 0 : 1) + " %";
    }

    /** The beginning of a hash, enough to tell it from another; the whole of it stands in the provenance. */
    static String brief(String hash) {
        return hash == null ? NONE : hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
    }

    static String whole(Integer number) {
        return number == null ? NONE : Integer.toString(number);
    }

    static String sentence(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return trimmed;
        }
        String closed = ".?!".indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0 ? trimmed : trimmed + ".";
        return closed.substring(0, 1).toUpperCase(Locale.ROOT) + closed.substring(1);
    }

    static String joined(List<String> words) {
        return words.isEmpty() ? NONE : String.join(", ", words);
    }
}
