package org.equipoise.stats.domain.crossover;

import java.util.Objects;

/**
 * One subject in one period.
 *
 * @param subject who
 * @param sequence the order of treatments that the subject was randomized to, by name
 * @param period which period, from 1
 * @param treatment what was given
 * @param response the outcome, finite, or NaN if missing
 */
public record CrossoverObservation(String subject, String sequence, int period, String treatment, double response) {

    private static final int MOST_PERIODS = 100;
    private static final double LARGEST = 1e100;

    /** Checks period and response. */
    public CrossoverObservation {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(sequence, "sequence");
        Objects.requireNonNull(treatment, "treatment");
        if (period < 1 || period > MOST_PERIODS) {
            throw new IllegalArgumentException("the period must lie between 1 and 100, but is " + period);
        }
        if (Math.abs(response) > LARGEST) {
            throw new IllegalArgumentException("the response must be within 1e100 or NaN, but is " + response);
        }
    }

    boolean complete() {
        return !Double.isNaN(response);
    }
}
