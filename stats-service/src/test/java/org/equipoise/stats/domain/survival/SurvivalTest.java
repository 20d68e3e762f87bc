package org.equipoise.stats.domain.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.stats.domain.Outcome;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SurvivalTest {

    private static final SurvivalTimes EARLY =
            new SurvivalTimes(List.of(1.0, 2.0, 3.0, 4.0), List.of(true, true, false, true));
    private static final SurvivalTimes LATE =
            new SurvivalTimes(List.of(3.0, 5.0, 6.0, 7.0), List.of(true, false, true, false));

    @Nested
    class Curve {

        private final KaplanMeier curve = new KaplanMeier(EARLY);

        @Test
        void dropsAtEventsOnly() {
            assertThat(curve.at(0.5, 0.95).estimate()).isEqualTo(1);
            assertThat(curve.at(1, 0.95).estimate()).isCloseTo(0.75, within(1e-15));
            assertThat(curve.at(3.5, 0.95).estimate()).isCloseTo(0.5, within(1e-15));
            assertThat(curve.at(100, 0.95).estimate()).isZero();
        }

        @Test
        void whereItIsExactlyAHalfTheMedianLiesInTheMiddle() {
            assertThat(curve.median(0.95).estimate()).isEqualTo(3);
        }

        @Test
        void someoneCensoredAtAnEventWasAtRiskOfIt() {
            KaplanMeier tied = new KaplanMeier(new SurvivalTimes(List.of(1.0, 1.0), List.of(true, false)));

            assertThat(tied.at(1, 0.95).estimate()).isEqualTo(0.5);
        }

        @Test
        void withoutEventsStaysAtOneAndHasNoMedian() {
            KaplanMeier flat = new KaplanMeier(new SurvivalTimes(List.of(1.0, 2.0), List.of(false, false)));

            assertThat(flat.at(2, 0.95).interval().lower()).isEqualTo(1);
            assertThat(flat.median(0.95).estimate()).isInfinite();
            assertThat(flat.restrictedMean(5).estimate()).isEqualTo(5);
        }
    }

    @Test
    void swappingTheArmsTurnsTheSignAndInvertsTheRatio() {
        LogRankTest test = new LogRankTest(LogRankTest.Weight.EQUAL);
        CoxRegression cox = new CoxRegression(TieHandling.EFRON);
        TwoArms arms = new TwoArms(EARLY, LATE);
        TwoArms swapped = new TwoArms(LATE, EARLY);

        assertThat(test.test(swapped).orElseThrow().z())
                .isCloseTo(-test.test(arms).orElseThrow().z(), within(1e-14));
        assertThat(cox.fit(swapped, 0.95).orElseThrow().logEstimate())
                .isCloseTo(-cox.fit(arms, 0.95).orElseThrow().logEstimate(), within(1e-12));
    }

    @Test
    void withoutEventsThereIsNoTestButAdvice() {
        SurvivalTimes censored = new SurvivalTimes(List.of(1.0, 2.0), List.of(false, false));

        assertThat(new LogRankTest(LogRankTest.Weight.EQUAL).test(new TwoArms(censored, censored)))
                .isInstanceOfSatisfying(
                        Outcome.NotComputed.class,
                        failure -> assertThat(failure.advice()).contains("Wait for more events"));
    }

    @Test
    void whenOnlyOneArmHasEventsTheHazardRatioIsRefused() {
        SurvivalTimes censored = new SurvivalTimes(List.of(9.0, 9.0), List.of(false, false));

        for (TieHandling ties : TieHandling.values()) {
            assertThat(new CoxRegression(ties).fit(new TwoArms(EARLY, censored), 0.95))
                    .isInstanceOf(Outcome.NotComputed.class);
        }
    }

    @Test
    void impossibleTimesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SurvivalTimes(List.of(-1.0), List.of(true)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SurvivalTimes(List.of(Double.NaN), List.of(true)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SurvivalTimes(List.of(1.0), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new KaplanMeier(new SurvivalTimes(List.of(), List.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> new KaplanMeier(EARLY).restrictedMean(0));
    }

    @Test
    void neverAnswersNanOnHostileTimes() {
        Random random = new Random(20261123);
        for (int trial = 0; trial < 500; trial++) {
            SurvivalTimes first = randomTimes(random);
            SurvivalTimes second = randomTimes(random);
            KaplanMeier curve = new KaplanMeier(first);
            SurvivalProbability point = curve.at(random.nextInt(5), 0.95);
            assertThat(point.interval().contains(point.estimate())).isTrue();
            assertThat(curve.restrictedMean(3).standardError()).isNotNaN();
            assertThat(curve.median(0.95).interval()).isNotNull();
            TwoArms arms = new TwoArms(first, second);
            for (LogRankTest.Weight weight : LogRankTest.Weight.values()) {
                new LogRankTest(weight)
                        .test(arms)
                        .value()
                        .ifPresent(result -> assertThat(result.twoSidedP()).isBetween(0.0, 1.0));
            }
            for (TieHandling ties : TieHandling.values()) {
                new CoxRegression(ties)
                        .fit(arms, 0.95)
                        .value()
                        .ifPresent(ratio -> assertThat(ratio.logStandardError())
                                .isPositive()
                                .isFinite());
            }
        }
    }

    private static SurvivalTimes randomTimes(Random random) {
        double[] odd = {0, 1, 1, 2, 1e-300, 1e300, 3.5};
        List<Double> times = new ArrayList<>();
        List<Boolean> events = new ArrayList<>();
        int size = 1 + random.nextInt(12);
        for (int i = 0; i < size; i++) {
            times.add(random.nextBoolean() ? odd[random.nextInt(odd.length)] : 4 * random.nextDouble());
            events.add(random.nextBoolean());
        }
        return new SurvivalTimes(times, events);
    }
}
