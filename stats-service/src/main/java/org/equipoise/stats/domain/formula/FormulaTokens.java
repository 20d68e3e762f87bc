package org.equipoise.stats.domain.formula;

/** The characters of a formula, read from left to right; blanks separate and are skipped. */
final class FormulaTokens {

    private final String text;
    private int position;

    FormulaTokens(String text) {
        this.text = text;
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    /** Steps over a symbol if it comes next; a digit must stand alone. */
    boolean accept(String symbol) {
        skipBlanks();
        if (!text.startsWith(symbol, position)) {
            return false;
        }
        int end = position + symbol.length();
        if (Character.isDigit(symbol.charAt(0)) && end < text.length() && inName(text.charAt(end))) {
            return false;
        }
        position = end;
        return true;
    }

    void expect(String symbol) {
        if (!accept(symbol)) {
            throw error("expected " + symbol);
        }
    }

    void expectEnd() {
        skipBlanks();
        if (position < text.length()) {
            throw error("expected the end or an operator");
        }
    }

    /** Whether a name followed by an opening parenthesis comes next. */
    boolean startsCall() {
        skipBlanks();
        int end = position;
        while (end < text.length() && inName(text.charAt(end))) {
            end++;
        }
        boolean named = end > position;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return named && end < text.length() && text.charAt(end) == '(';
    }

    String name() {
        skipBlanks();
        if (position < text.length() && text.charAt(position) == '`') {
            int end = text.indexOf('`', position + 1);
            if (end <= position + 1) {
                throw error("expected a name between backticks");
            }
            String name = text.substring(position + 1, end);
            position = end + 1;
            return name;
        }
        int end = position;
        while (end < text.length() && inName(text.charAt(end))) {
            end++;
        }
        if (end == position || Character.isDigit(text.charAt(position))) {
            throw error("expected the name of a variable");
        }
        String name = text.substring(position, end);
        position = end;
        return name;
    }

    int wholeNumber() {
        skipBlanks();
        int value = 0;
        int start = position;
        while (position < text.length() && Character.isDigit(text.charAt(position)) && position - start < 4) {
            value = 10 * value + Character.digit(text.charAt(position), 10);
            position++;
        }
        if (position == start) {
            throw error("expected a whole number");
        }
        return value;
    }

    IllegalArgumentException error(String problem) {
        return new IllegalArgumentException(
                problem + " at character " + (position + 1) + " of the formula \"" + text + "\"");
    }

    private static boolean inName(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '.';
    }
}
