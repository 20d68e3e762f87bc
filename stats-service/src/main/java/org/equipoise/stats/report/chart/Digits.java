package org.equipoise.stats.report.chart;

import java.util.Locale;

/** Numbers with a fixed number of decimals and a true minus sign. */
public final class Digits {

    private Digits() {}

    public static String fixed(double value, int decimals) {
        String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
        boolean negative = value < 0 && digits.chars().anyMatch(digit -> digit >= '1' && digit <= '9');
        return negative ? "−" + digits : digits;
    }
}
