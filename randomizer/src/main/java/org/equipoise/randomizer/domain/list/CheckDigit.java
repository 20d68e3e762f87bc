package org.equipoise.randomizer.domain.list;

/**
 * Damm's check digit: one digit more, by which every single wrong digit and every exchange of two neighbours is found.
 *
 * <p><b>Rule.</b> With the quasigroup table below, start with the interim digit 0 and replace it, for each digit
 * <i>d</i> from the left, by the table's entry in row (interim digit) and column <i>d</i>. The last interim digit is the
 * check digit; a number that carries its check digit ends at 0.
 *
 * <p>Source: H. M. Damm: <i>Total anti-symmetrische Quasigruppen</i>, dissertation, Marburg 2004, p. 106 (the table of
 * order 10).
 */
public final class CheckDigit {

    private static final int[][] TABLE = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}
    };

    private CheckDigit() {}

    /**
     * The digits followed by their check digit.
     *
     * @param digits one or more decimal digits
     * @throws IllegalArgumentException if there is anything else in the text, or nothing
     */
    public static String append(String digits) {
        return digits + interim(digits);
    }

    /**
     * Whether the last digit is the check digit of those before it.
     *
     * @param digits two or more decimal digits
     * @throws IllegalArgumentException if there is anything else in the text
     */
    public static boolean holds(String digits) {
        return digits.length() > 1 && interim(digits) == 0;
    }

    private static int interim(String digits) {
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("A check digit needs digits to check");
        }
        int interim = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new IllegalArgumentException("Not a decimal digit: " + digit);
            }
            interim = TABLE[interim][digit - '0'];
        }
        return interim;
    }
}
