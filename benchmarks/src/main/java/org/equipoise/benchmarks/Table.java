package org.equipoise.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** A table in Markdown. */
public final class Table {

    private static final MathContext DIGITS = new MathContext(3);

    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public Table(String... columns) {
        row(columns);
        lines.add("|" + "---|".repeat(columns.length));
    }

    public Table row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    public Table note(String note) {
        notes.add(note);
        return this;
    }

    /** A number with three significant digits. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return Math.abs(value) >= 100
                ? String.format(java.util.Locale.ROOT, "%,d", Math.round(value))
                : new BigDecimal(value).round(DIGITS).toPlainString();
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n" + (notes.isEmpty() ? "" : "\n" + String.join("\n", notes) + "\n");
    }
}
