package org.equipoise.stats.report.drawing;

/** Text as it may stand in a page, between tags or within a quoted attribute. */
public final class Escaped {

    private Escaped() {}

    public static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(printable(character) ? character : '\uFFFD');
            }
        });
        return safe.toString();
    }

    private static boolean printable(int character) {
        return character == '\n' || character == '\t' || (character >= ' ' && !Character.isISOControl(character));
    }
}
