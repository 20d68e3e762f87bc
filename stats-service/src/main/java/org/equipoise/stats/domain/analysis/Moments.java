package org.equipoise.stats.domain.analysis;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Mean and standard deviation of a sample. */
final class Moments {

    private Moments() {}

    /** Arithmetic mean; empty for an empty sample. */
    static OptionalDouble mean(double[] sample) {
        return Arrays.stream(sample).average();
    }

    /** &radic;(&Sigma;(x &minus; mean)&sup2; / (n &minus; 1)), in two passes; empty for fewer than two values. */
    static OptionalDouble standardDeviation(double[] sample) {
        if (sample.length < 2) {
            return OptionalDouble.empty();
        }
        double mean = mean(sample).orElseThrow();
        double squares = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
        return OptionalDouble.of(Math.sqrt(squares / (sample.length - 1)));
    }
}
