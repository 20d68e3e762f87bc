package org.equipoise.randomizer.domain.allocation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How unequal the numbers of subjects <i>n</i><sub>1</sub>, …, <i>n</i><sub>C</sub> in the cells are, at one level of one
 * factor. Each is given up to a constant factor that is the same for all comparisons, so that it stays a whole number or the
 * root of one.
 */
public enum ImbalanceMeasure {

    /** max <i>n</i> − min <i>n</i>. */
    RANGE("range"),

    /** <i>C</i> Σ <i>n</i>² − (Σ <i>n</i>)², which is <i>C</i>(<i>C</i> − 1) times the variance. */
    VARIANCE("variance"),

    /** The root of the variance so scaled. */
    STANDARD_DEVIATION("standard-deviation");

    private final String code;

    ImbalanceMeasure(String code) {
        this.code = code;
    }

    /** The name in a plan. */
    public String code() {
        return code;
    }

    /** Finds the measure by its name in a plan. */
    public static Optional<ImbalanceMeasure> of(String code) {
        return Arrays.stream(values())
                .filter(measure -> measure.code.equals(code))
                .findFirst();
    }

    /** The measure of the given numbers, times a weight. */
    RootSum of(List<Integer> counts, int weight) {
        return switch (this) {
            case RANGE -> RootSum.whole((long) weight * (Collections.max(counts) - Collections.min(counts)));
            case VARIANCE -> RootSum.whole(Math.multiplyExact(weight, scaledVariance(counts)));
            case STANDARD_DEVIATION -> RootSum.root(scaledVariance(counts), weight);
        };
    }

    private static long scaledVariance(List<Integer> counts) {
        long sum = 0;
        long squares = 0;
        for (long count : counts) {
            sum += count;
            squares += count * count;
        }
        return counts.size() * squares - sum * sum;
    }
}
