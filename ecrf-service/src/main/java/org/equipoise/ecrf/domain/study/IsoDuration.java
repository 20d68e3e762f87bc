package org.equipoise.ecrf.domain.study;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the durations of a schedule: ISO 8601 from seconds to weeks, with an optional sign ({@code PT35M}, {@code -P28D},
 * {@code P2W}, {@code P1DT4H}).
 *
 * <p>A day is 24 hours and a week is 7 days: a window is measured from an anchor instant, so a change to or from daylight
 * saving time does not move it. Months and years have no fixed length and are refused.
 */
public final class IsoDuration {
    private static final Pattern FORM = Pattern.compile(
            "(-)?P(?:(\\d{1,4})W|(?:(\\d{1,5})D)?(T(?:(\\d{1,6})H)?(?:(\\d{1,7})M)?(?:(\\d{1,8})S)?)?)");

    private IsoDuration() {}

    /**
     * Reads a duration.
     *
     * @param text for example {@code -PT90M}
     * @return the duration, or empty if the text is no duration of this form
     */
    public static Optional<Duration> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || text.endsWith("P") || text.endsWith("T")) {
            return Optional.empty();
        }
        Duration length = Duration.ofDays(7 * number(parts.group(2)) + number(parts.group(3)))
                .plusHours(number(parts.group(5)))
                .plusMinutes(number(parts.group(6)))
                .plusSeconds(number(parts.group(7)));
        return Optional.of(parts.group(1) == null ? length : length.negated());
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
