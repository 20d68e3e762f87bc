package org.equipoise.stats.domain.twosample;

import java.util.Arrays;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Wilcoxon's rank-sum test with Hodges and Lehmann's shift.
 *
 * <p>W is the sum of the first arm's ranks among all N values, less its smallest possible value; equal values share the mean
 * of their ranks. Source: Wilcoxon, Biometrics 1945;1:80; Hodges and Lehmann, Annals of Mathematical Statistics
 * 1963;34:598.
 */
public final class RankSumTest {

    /** Exact distributions are computed up to this many values in all. */
    public static final int LARGEST_EXACT = 200;

    private final TwoSamples samples;
    private final Ranks ranks;

    /**
     * Takes the values.
     *
     * @param samples the values of both arms, at least one each
     */
    public RankSumTest(TwoSamples samples) {
        if (samples.first().isEmpty() || samples.second().isEmpty()) {
            throw new IllegalArgumentException("each arm must have at least one value");
        }
        this.samples = samples;
        this.ranks = new Ranks(samples);
    }

    /**
     * Mann and Whitney's form of the statistic.
     *
     * @return W, the number of pairs in which the first arm's value is larger, equal pairs counting half
     */
    public double statistic() {
        double n1 = samples.first().size();
        return 0.5 * ranks.doubledSum() - n1 * (n1 + 1) / 2;
    }

    /**
     * The two-sided p-value by the normal approximation with the variance for ties.
     *
     * @param continuity whether 1/2 is taken off the distance from the mean
     * @return the p-value. Not computed if all values are equal
     */
    public Outcome<Double> normalP(boolean continuity) {
        double variance = ranks.variance();
        if (!(variance > 0)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "All values are equal.",
                    "There is no evidence of a difference to test.");
        }
        double distance = 0.5 * Math.abs(ranks.doubledSum() - ranks.doubledMean());
        double corrected = continuity ? Math.max(0, distance - 0.5) : distance;
        return Outcome.computed(Math.min(1, 2 * StandardNormal.above(corrected / Math.sqrt(variance))));
    }

    /**
     * The exact two-sided p-value given the values, ties included: the probability, over all assignments of values to arms,
     * of a rank sum at least as far from its mean.
     *
     * @return the p-value. Not computed for more than {@value #LARGEST_EXACT} values
     */
    public Outcome<Double> exactP() {
        if (ranks.total() > LARGEST_EXACT) {
            return tooMany();
        }
        double[] distribution = ranks.distribution();
        int distance = Math.abs(ranks.doubledSum() - ranks.doubledMean());
        double sum = 0;
        for (int i = 0; i < distribution.length; i++) {
            sum += Math.abs(i - ranks.doubledMean()) >= distance ? distribution[i] : 0;
        }
        return Outcome.computed(Math.min(1, sum));
    }

    /**
     * Hodges and Lehmann's estimate of the shift.
     *
     * @return the median of all differences between a value of the first and one of the second arm
     */
    public double shift() {
        double[] differences = differences();
        int middle = differences.length / 2;
        return differences.length % 2 == 1
                ? differences[middle]
                : 0.5 * (differences[middle - 1] + differences[middle]);
    }

    /**
     * The exact interval of the shift, between two of the ordered differences.
     *
     * @param level the coverage that is guaranteed for continuous values
     * @return the interval. Not computed for more than {@value #LARGEST_EXACT} values, or if so few values cannot reach the
     *     coverage
     */
    public Outcome<ConfidenceInterval> shiftInterval(double level) {
        double tail = (1 - ConfidenceInterval.requireLevel(level)) / 2;
        if (ranks.total() > LARGEST_EXACT) {
            return tooMany();
        }
        double[] distribution = MannWhitney.distribution(
                samples.first().size(), samples.second().size());
        int below = 0;
        double probability = distribution[0];
        while (probability <= tail * (1 + 1e-12)) {
            below++;
            probability += distribution[below];
        }
        if (below == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "With so few values no interval of the shift covers " + level + ".",
                    "Lower the level, or wait for more values.");
        }
        double[] differences = differences();
        return Outcome.computed(
                new ConfidenceInterval(differences[below - 1], differences[differences.length - below], level));
    }

    private <T> Outcome<T> tooMany() {
        return Outcome.notComputed(
                Outcome.Reason.OUT_OF_RANGE,
                ranks.total() + " values are more than the " + LARGEST_EXACT + " for exact distributions.",
                "Use the normal approximation, which is accurate for so many.");
    }

    private double[] differences() {
        double[] differences =
                new double[samples.first().size() * samples.second().size()];
        int index = 0;
        for (double first : samples.first()) {
            for (double second : samples.second()) {
                differences[index++] = first - second;
            }
        }
        Arrays.sort(differences);
        return differences;
    }
}
