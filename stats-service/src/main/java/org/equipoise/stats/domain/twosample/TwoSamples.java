package org.equipoise.stats.domain.twosample;

import java.util.List;

/**
 * The values of two arms.
 *
 * @param first the arm of interest, finite values
 * @param second the reference arm, finite values
 */
public record TwoSamples(List<Double> first, List<Double> second) {

    /** Copies the lists and refuses values that are not finite. */
    public TwoSamples {
        first = List.copyOf(first);
        second = List.copyOf(second);
        requireFinite(first);
        requireFinite(second);
    }

    private static void requireFinite(List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!(Math.abs(values.get(i)) <= 1e150)) {
                throw new IllegalArgumentException("values must be finite and below 1e150, but number " + (i + 1)
                        + " is " + values.get(i) + "; leave missing values out");
            }
        }
    }

    static double mean(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value - values.get(0);
        }
        return values.get(0) + sum / values.size();
    }

    /** The sum of squared distances from the mean. */
    static double squares(List<Double> values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}
