package org.equipoise.randomizer.domain.randomness;

import java.util.Objects;

/**
 * Where in the one keyed stream a group of draws lies.
 *
 * <p>Two draws with different addresses come from different, computationally independent parts of the stream; the same
 * address under the same {@link Seed} always gives the same draws. So a block can be recomputed without the blocks
 * before it, and a list can be extended without touching what was used.
 *
 * @param study the study's identifier
 * @param list the list's identifier
 * @param stratum the stratum's key, or the empty text for what concerns the list as a whole
 * @param purpose what is drawn, for example {@code block} or {@code salt}
 * @param index number of the block, of the position, …, counted from 0 within the stratum and purpose
 */
public record StreamAddress(String study, String list, String stratum, String purpose, long index) {

    /**
     * Checks that nothing is missing.
     *
     * @throws IllegalArgumentException if the index is negative
     */
    public StreamAddress {
        Objects.requireNonNull(study, "study");
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(stratum, "stratum");
        Objects.requireNonNull(purpose, "purpose");
        if (index < 0) {
            throw new IllegalArgumentException("An index in the stream is not negative: " + index);
        }
    }

    /**
     * The address as bytes, injective: the four texts, each as its UTF-8 length (4 bytes, big-endian) and its UTF-8
     * bytes, then the index (8 bytes, big-endian).
     */
    public byte[] encoded() {
        return new FieldEncoding()
                .text(study)
                .text(list)
                .text(stratum)
                .text(purpose)
                .number(index)
                .bytes();
    }
}
