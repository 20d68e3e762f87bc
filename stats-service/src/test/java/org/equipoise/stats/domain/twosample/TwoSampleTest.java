package org.equipoise.stats.domain.twosample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StandardNormal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TwoSampleTest {

    private static final List<Double> LOW = List.of(1.0, 2.0, 4.0);
    private static final List<Double> HIGH = List.of(3.0, 5.0, 6.0, 7.0);

    @Nested
    class RankSums {

        private final RankSumTest test = new RankSumTest(new TwoSamples(LOW, HIGH));

        @Test
        void countPairs() {
            assertThat(test.statistic()).isEqualTo(1);
            assertThat(test.exactP().orElseThrow()).isCloseTo(4.0 / 35, within(1e-15));
        }

        @Test
        void theShiftIsTheMedianDifference() {
            assertThat(test.shift()).isEqualTo(-3);
        }

        @Test
        void tooFewValuesHaveNoIntervalButAdvice() {
            assertThat(test.shiftInterval(0.999)).isInstanceOf(Outcome.NotComputed.class);
        }

        @Test
        void tooManyValuesHaveNoExactDistributionButAdvice() {
            RankSumTest large =
                    new RankSumTest(new TwoSamples(Collections.nCopies(150, 1.0), Collections.nCopies(51, 2.0)));

            assertThat(large.exactP())
                    .isInstanceOfSatisfying(
                            Outcome.NotComputed.class,
                            failure -> assertThat(failure.advice()).contains("normal approximation"));
            assertThat(large.normalP(true).orElseThrow()).isLessThan(1e-20);
        }

        @Test
        void equalValuesHaveNoTest() {
            assertThat(new RankSumTest(new TwoSamples(List.of(1.0, 1.0), List.of(1.0))).normalP(false))
                    .isInstanceOf(Outcome.NotComputed.class);
        }
    }

    @Test
    void vanElterensTestOfOneStratumIsWilcoxons() {
        TwoSamples samples = new TwoSamples(LOW, HIGH);

        StratifiedRankTest.Result result = new StratifiedRankTest(StratifiedRankTest.Ranking.VAN_ELTEREN)
                .test(List.of(samples))
                .orElseThrow();

        assertThat(result.twoSidedP())
                .isCloseTo(new RankSumTest(samples).normalP(false).orElseThrow(), within(1e-15));
        assertThat(result.z()).isNegative();
    }

    @Test
    void vanElterensTestWeighsStrataByTheirSize() {
        TwoSamples small = new TwoSamples(List.of(1.0), List.of(2.0));
        TwoSamples large = new TwoSamples(LOW, HIGH);

        StratifiedRankTest.Result result = new StratifiedRankTest(StratifiedRankTest.Ranking.VAN_ELTEREN)
                .test(List.of(small, large))
                .orElseThrow();

        double difference = (1 - 1.5) / 3 + (7 - 12.0) / 8;
        double variance = 0.25 / 9 + 8.0 / 64;
        assertThat(result.z()).isCloseTo(difference / Math.sqrt(variance), within(1e-14));
        assertThat(result.twoSidedP()).isCloseTo(2 * StandardNormal.above(-result.z()), within(1e-15));
    }

    @Test
    void tTestsNeedVariationAndTwoValuesInEachArm() {
        TTest test = new TTest(TTest.Variances.UNEQUAL, 0.95);

        assertThat(test.test(new TwoSamples(List.of(1.0), HIGH))).isInstanceOf(Outcome.NotComputed.class);
        assertThat(test.test(new TwoSamples(List.of(1.0, 1.0), List.of(2.0, 2.0))))
                .isInstanceOf(Outcome.NotComputed.class);
    }

    @Test
    void hedgesCorrectionTendsToOne() {
        StandardizedDifference.Summary arm = new StandardizedDifference.Summary(20_000, 1, 1);
        StandardizedDifference.Summary other = new StandardizedDifference.Summary(20_000, 0, 1);

        StandardizedDifference difference =
                StandardizedDifference.of(arm, other, 0.95).orElseThrow();

        assertThat(difference.hedgesG() / difference.cohensD()).isCloseTo(1, within(2e-5));
        assertThat(StandardizedDifference.of(
                        new StandardizedDifference.Summary(2, 1, 0), new StandardizedDifference.Summary(2, 0, 0), 0.9))
                .isInstanceOf(Outcome.NotComputed.class);
    }

    @Test
    void valuesThatAreNoNumbersAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TwoSamples(List.of(Double.NaN), HIGH));
        assertThatIllegalArgumentException().isThrownBy(() -> new RankSumTest(new TwoSamples(List.of(), HIGH)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TTest(TTest.Variances.EQUAL, 0));
    }

    @Test
    void neverAnswersNanOnHostileValues() {
        Random random = new Random(20261125);
        double[] odd = {0, -0.0, 1, 1e-300, 1e149, -1e149, 3};
        for (int trial = 0; trial < 1000; trial++) {
            TwoSamples samples = new TwoSamples(randomValues(random, odd), randomValues(random, odd));
            for (TTest.Variances variances : TTest.Variances.values()) {
                new TTest(variances, 0.95)
                        .test(samples)
                        .value()
                        .ifPresent(result -> assertThat(result.twoSidedP()).isBetween(0.0, 1.0));
            }
            RankSumTest test = new RankSumTest(samples);
            assertThat(test.exactP().orElseThrow()).isBetween(0.0, 1.0);
            assertThat(test.shift()).isFinite();
        }
    }

    private static List<Double> randomValues(Random random, double[] odd) {
        return Stream.generate(() -> random.nextBoolean() ? odd[random.nextInt(odd.length)] : random.nextGaussian())
                .limit(1 + random.nextInt(8))
                .toList();
    }
}
