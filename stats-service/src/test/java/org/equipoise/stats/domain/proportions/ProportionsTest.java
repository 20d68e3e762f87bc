package org.equipoise.stats.domain.proportions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProportionsTest {

    private static TwoProportions counts(int x1, int n1, int x2, int n2) {
        return new TwoProportions(new Responders(x1, n1), new Responders(x2, n2));
    }

    @Nested
    class ExactOddsRatio {

        private final ExactConditionalTest middle = new ExactConditionalTest(List.of(counts(1, 3, 1, 2)));
        private final ExactConditionalTest extreme = new ExactConditionalTest(List.of(counts(2, 3, 0, 2)));

        @Test
        void solvesTheLikelihoodEquationOfASmallTable() {
            assertThat(middle.oddsRatio().orElseThrow()).isCloseTo(1 / Math.sqrt(3), within(1e-14));
        }

        @Test
        void limitsLeaveTheirTail() {
            double ratio = extreme.interval(0.95).lower();
            double tail = 3 * ratio * ratio / (1 + 6 * ratio + 3 * ratio * ratio);

            assertThat(tail).isCloseTo(0.025, within(1e-15));
            assertThat(extreme.interval(0.95).upper()).isInfinite();
            assertThat(extreme.oddsRatio().orElseThrow()).isInfinite();
        }

        @Test
        void pValuesOfASmallTable() {
            assertThat(extreme.greaterP()).isCloseTo(0.3, within(1e-15));
            assertThat(extreme.lessP()).isCloseTo(1, within(1e-15));
            assertThat(extreme.twoSidedP()).isCloseTo(0.4, within(1e-15));
        }

        @Test
        void theOnlyPossibleTableSaysNothing() {
            ExactConditionalTest nobody = new ExactConditionalTest(List.of(counts(0, 12, 0, 14)));

            assertThat(nobody.twoSidedP()).isEqualTo(1);
            assertThat(nobody.oddsRatio()).isInstanceOf(Outcome.NotComputed.class);
            assertThat(nobody.interval(0.95)).isEqualTo(new ConfidenceInterval(0, Double.POSITIVE_INFINITY, 0.95));
        }
    }

    @Nested
    class Strata {

        private final List<TwoProportions> strata = List.of(counts(10, 22, 12, 27), counts(6, 7, 12, 25));

        @Test
        void thatLackAnArmAreLeftOut() {
            List<TwoProportions> more = new ArrayList<>(strata);
            more.add(counts(3, 4, 0, 0));
            StratifiedResponders all = new StratifiedResponders(more);
            StratifiedResponders informative = new StratifiedResponders(strata);

            assertThat(all.informative()).hasSize(2);
            assertThat(all.miettinenNurminen(0.95)).isEqualTo(informative.miettinenNurminen(0.95));
        }

        @Test
        void oneStratumIsTheUnstratifiedAnalysis() {
            TwoProportions one = strata.get(0);
            StratifiedResponders stratified = new StratifiedResponders(List.of(one));

            assertThat(stratified.miettinenNurminen(0.9)).isEqualTo(one.miettinenNurminen(0.9));
            assertThat(stratified.oddsRatio(0.9).orElseThrow().estimate())
                    .isCloseTo(one.oddsRatio(0.9).orElseThrow().estimate(), within(1e-14));
        }

        @Test
        void equalOddsRatiosAreHomogeneous() {
            StratifiedResponders same =
                    new StratifiedResponders(List.of(counts(20, 40, 10, 40), counts(10, 20, 5, 20)));

            TestStatistic test = same.breslowDay().orElseThrow();

            assertThat(test.chiSquared()).isCloseTo(0, within(1e-12));
            assertThat(test.degreesOfFreedom()).isEqualTo(1);
        }

        @Test
        void oppositeOddsRatiosAreNot() {
            StratifiedResponders opposite =
                    new StratifiedResponders(List.of(counts(30, 40, 10, 40), counts(10, 40, 30, 40)));

            assertThat(opposite.breslowDay().orElseThrow().pValue()).isLessThan(1e-6);
            assertThat(opposite.cochranMantelHaenszel(false).orElseThrow().pValue())
                    .isCloseTo(1, within(1e-12));
        }

        @Test
        void withoutAnInformativeOneAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new StratifiedResponders(List.of(counts(1, 2, 0, 0))));
        }
    }

    @Test
    void swappingTheArmsMirrorsTheIntervals() {
        TwoProportions one = counts(12, 17, 3, 14);
        TwoProportions other = counts(3, 14, 12, 17);

        ConfidenceInterval interval = one.miettinenNurminen(0.95);
        assertThat(other.miettinenNurminen(0.95).lower()).isCloseTo(-interval.upper(), within(1e-14));
        assertThat(other.newcombe(0.95).lower()).isCloseTo(-one.newcombe(0.95).upper(), within(1e-14));
    }

    @Test
    void aZeroCountHasNoLogOddsRatioButAdvice() {
        Outcome<RatioEstimate> outcome = counts(0, 10, 5, 10).oddsRatio(0.95);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotComputed.class,
                        failure -> assertThat(failure.advice()).contains("exact conditional"));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Responders(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Responders(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Responders(0, 0).share());
        assertThatIllegalArgumentException().isThrownBy(() -> counts(1, 2, 1, 2).wald(1));
    }

    @Test
    void intervalsHoldTheirEstimateOnAnyTable() {
        Random random = new Random(20261122);
        int[] totals = {1, 2, 3, 10, 77, 5000};
        for (int trial = 0; trial < 2000; trial++) {
            int n1 = totals[random.nextInt(totals.length)];
            int n2 = totals[random.nextInt(totals.length)];
            int x1 = random.nextInt(4) == 0 ? random.nextInt(2) * n1 : random.nextInt(n1 + 1);
            TwoProportions table = counts(x1, n1, random.nextInt(n2 + 1), n2);
            double level = new double[] {0.5, 0.95, 0.999999}[random.nextInt(3)];
            ConfidenceInterval score = table.miettinenNurminen(level);
            assertThat(score.contains(table.difference())).as("%s", table).isTrue();
            assertThat(score.lower()).isGreaterThanOrEqualTo(-1);
            assertThat(score.upper()).isLessThanOrEqualTo(1);
            assertThat(table.first()
                            .clopperPearson(level)
                            .contains(table.first().share()))
                    .isTrue();
            assertThat(new ExactConditionalTest(List.of(table)).twoSidedP()).isBetween(0.0, 1.0);
            assertThat(new ExactConditionalTest(List.of(table)).interval(level).lower())
                    .isNotNegative();
        }
    }
}
