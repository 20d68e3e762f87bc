package org.equipoise.stats.domain.twosample;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Rank tests within strata, added up.
 *
 * <p>With scores s, w a stratum's weight, and T the sum of the first arm's scores in a stratum, Z = &sum; w(T &minus; E
 * T)/&radic;(&sum; w&sup2; var T), where E and var are over all assignments of the stratum's values to the arms. Source: van
 * Elteren, Bulletin of the International Statistical Institute 1960;37:351.
 *
 * @param ranking how values are ranked and strata weighted
 */
public record StratifiedRankTest(Ranking ranking) {

    /** How values are ranked and strata weighted. */
    public enum Ranking {
        /** Ranks among everybody, strata alike: a blocked test, good where strata differ little. */
        AMONG_ALL,
        /** Van Elteren's test: ranks within the stratum, weighted by 1/(N + 1) with its size N. */
        VAN_ELTEREN
    }

    /** Refuses null. */
    public StratifiedRankTest {
        Objects.requireNonNull(ranking, "ranking");
    }

    /**
     * Compares the arms within strata.
     *
     * @param strata the values of both arms in each stratum
     * @return Z and its two-sided p-value. Not computed if within each stratum the values are all equal or of one arm
     */
    public Outcome<Result> test(List<TwoSamples> strata) {
        double[] values = strata.stream()
                .flatMap(stratum -> Stream.concat(stratum.first().stream(), stratum.second().stream()))
                .mapToDouble(value -> value + 0.0)
                .toArray();
        int[] amongAll = Ranks.doubled(values);
        double difference = 0;
        double variance = 0;
        int start = 0;
        for (TwoSamples stratum : strata) {
            int end = start + stratum.first().size() + stratum.second().size();
            int[] scores = ranking == Ranking.AMONG_ALL
                    ? Arrays.copyOfRange(amongAll, start, end)
                    : Ranks.doubled(Arrays.copyOfRange(values, start, end));
            double weight = ranking == Ranking.AMONG_ALL ? 1 : 1.0 / (scores.length + 1);
            difference += weight * excess(scores, stratum.first().size());
            variance += weight * weight * variance(scores, stratum.first().size());
            start = end;
        }
        if (!(variance > 0)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "Within each stratum the values are all equal or of one arm.",
                    "Merge strata.");
        }
        double z = difference / Math.sqrt(variance);
        return Outcome.computed(new Result(z, Math.min(1, 2 * StandardNormal.above(Math.abs(z)))));
    }

    /** The sum of the first scores, less its mean over all assignments. */
    private static double excess(int[] scores, int first) {
        double mean = Arrays.stream(scores).average().orElse(0);
        double sum = 0;
        for (int i = 0; i < first; i++) {
            sum += scores[i] - mean;
        }
        return sum;
    }

    /** The variance of that sum. */
    private static double variance(int[] scores, int first) {
        double n = scores.length;
        if (n < 2) {
            return 0;
        }
        double mean = Arrays.stream(scores).average().orElse(0);
        double squares = 0;
        for (int score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return first * (n - first) / (n * (n - 1)) * squares;
    }

    /**
     * The result.
     *
     * @param z the statistic, positive if the first arm's values are larger
     * @param twoSidedP its p-value
     */
    public record Result(double z, double twoSidedP) {}
}
