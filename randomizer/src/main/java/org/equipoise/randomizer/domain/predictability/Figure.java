package org.equipoise.randomizer.domain.predictability;

import java.util.OptionalDouble;

/**
 * A number that was computed or estimated.
 *
 * @param value the number
 * @param standardError of the estimate; empty if the number is exact but for rounding
 */
public record Figure(double value, OptionalDouble standardError) {

    static Figure exact(double value) {
        return new Figure(value, OptionalDouble.empty());
    }

    static Figure estimated(double value, double standardError) {
        return new Figure(value, OptionalDouble.of(standardError));
    }
}
