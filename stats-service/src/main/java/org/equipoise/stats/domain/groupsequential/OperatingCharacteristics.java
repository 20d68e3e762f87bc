package org.equipoise.stats.domain.groupsequential;

import java.util.ArrayList;
import java.util.List;

/**
 * What a group-sequential trial does under one effect.
 *
 * @param drift the effect as the mean of Z at an information fraction of 1
 * @param upperCrossing the probability of stopping through the upper bound at each look
 * @param lowerCrossing the probability of stopping through the lower bound at each look
 * @param power the probability of crossing the upper bound at any look
 * @param expectedInformation the mean information fraction at the end of the trial
 * @param numericalError an estimate, on the safe side, of the absolute error of the probabilities
 */
public record OperatingCharacteristics(
        double drift,
        List<Double> upperCrossing,
        List<Double> lowerCrossing,
        double power,
        double expectedInformation,
        double numericalError) {

    private static final double ROUNDING = 4e-15;

    /** Copies the lists. */
    public OperatingCharacteristics {
        upperCrossing = List.copyOf(upperCrossing);
        lowerCrossing = List.copyOf(lowerCrossing);
    }

    /**
     * The probability of having crossed the upper bound by each look.
     *
     * @return cumulative probabilities in the order of the looks
     */
    public List<Double> cumulativePower() {
        return cumulative(upperCrossing);
    }

    /**
     * The probability of having crossed the lower bound by each look.
     *
     * @return cumulative probabilities in the order of the looks
     */
    public List<Double> cumulativeLower() {
        return cumulative(lowerCrossing);
    }

    private static List<Double> cumulative(List<Double> probabilities) {
        List<Double> sums = new ArrayList<>();
        double sum = 0;
        for (double probability : probabilities) {
            sum += probability;
            sums.add(sum);
        }
        return sums;
    }

    static OperatingCharacteristics of(
            double drift,
            InformationFractions fractions,
            CrossingProbabilities.Exits fine,
            CrossingProbabilities.Exits coarse) {
        List<Double> upper = new ArrayList<>();
        List<Double> lower = new ArrayList<>();
        double error = ROUNDING;
        double continuing = 1;
        double expected = 0;
        double previous = 0;
        for (int i = 0; i < fractions.looks(); i++) {
            upper.add(fine.above(i));
            lower.add(fine.below(i));
            error += Math.abs(fine.above(i) - coarse.above(i)) + Math.abs(fine.below(i) - coarse.below(i));
            expected += (fractions.at(i + 1) - previous) * continuing;
            continuing = Math.max(0, continuing - fine.above(i) - fine.below(i));
            previous = fractions.at(i + 1);
        }
        return new OperatingCharacteristics(drift, upper, lower, fine.totalAbove(), expected, error);
    }
}
