package org.equipoise.randomizer.domain.list;

import java.util.Locale;

/**
 * Gives the entries of a list numbers for people: a letter, six digits and a check digit, for example {@code R4839202}.
 *
 * <p>The six digits of entry <i>e</i> are the {@link KeyedPermutation} of <i>e</i> over the million numbers from 000000
 * to 999999; {@link CheckDigit} adds the seventh. Neither the number nor the order of numbers tells a stratum, a
 * position or an arm.
 */
public final class NumberSeries {

    /** How many different numbers a series has. */
    public static final int SIZE = 1_000_000;

    private final String letter;
    private final KeyedPermutation permutation;

    /**
     * Makes a series.
     *
     * @param letter what its numbers begin with, so that a kit is never taken for a subject
     * @param key at least 16 secret bytes
     */
    public NumberSeries(String letter, byte[] key) {
        this.letter = letter;
        this.permutation = new KeyedPermutation(key, SIZE);
    }

    /**
     * The number of an entry.
     *
     * @param entry the entry's index in its list, from 0 to 999,999
     * @throws IllegalArgumentException if the index is out of range
     */
    public String number(int entry) {
        return letter + CheckDigit.append(String.format(Locale.ROOT, "%06d", permutation.apply(entry)));
    }
}
