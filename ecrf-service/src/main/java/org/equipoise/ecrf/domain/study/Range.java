package org.equipoise.ecrf.domain.study;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The values that a number may take, both ends included.
 *
 * @param min the smallest value, if there is one
 * @param max the largest value, if there is one
 */
public record Range(Optional<BigDecimal> min, Optional<BigDecimal> max) {
    /**
     * Tells whether a value lies in the range.
     *
     * @param value the value in the item's unit
     * @return true if it is neither below the smallest nor above the largest
     */
    public boolean contains(BigDecimal value) {
        return min.map(low -> value.compareTo(low) >= 0).orElse(true)
                && max.map(high -> value.compareTo(high) <= 0).orElse(true);
    }

    /**
     * The range in words.
     *
     * @return for example {@code 0 to 6} or {@code at least 18}
     */
    public String inWords() {
        if (min.isPresent() && max.isPresent()) {
            return min.get().toPlainString() + " to " + max.get().toPlainString();
        }
        return min.map(low -> "at least " + low.toPlainString())
                .or(() -> max.map(high -> "at most " + high.toPlainString()))
                .orElse("any number");
    }
}
