package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.equipoise.stats.domain.Outcome;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphaSpendingTest {

    private final AlphaSpending obrienFleming =
            new AlphaSpending(0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.oBrienFlemingType());

    @Test
    void threeEqualLooksOfTheBuiltInStudy() {
        StoppingBoundary boundary = obrienFleming
                .boundary(InformationFractions.equallySpaced(3), LastLook.FINAL)
                .orElseThrow();

        assertThat(boundary.look(1).criticalValue()).isCloseTo(3.7103, within(5e-5));
        assertThat(boundary.look(2).criticalValue()).isCloseTo(2.5114, within(5e-5));
        assertThat(boundary.look(3).criticalValue()).isCloseTo(1.9930, within(5e-5));
        assertThat(boundary.look(3).cumulativeAlpha()).isEqualTo(0.025);
    }

    @Test
    void aSingleLookIsTheFixedTest() {
        StoppingBoundary boundary = obrienFleming
                .boundary(InformationFractions.of(1), LastLook.FINAL)
                .orElseThrow();

        assertThat(boundary.look(1).criticalValue()).isCloseTo(1.959963984540054, within(1e-14));
        assertThat(boundary.look(1).nominalLevel()).isCloseTo(0.025, within(1e-16));
    }

    @Nested
    class AsTheTrialProceeds {

        @Test
        void laterLooksDoNotChangeEarlierCriticalValues() {
            StoppingBoundary plan = obrienFleming
                    .boundary(InformationFractions.equallySpaced(5), LastLook.FINAL)
                    .orElseThrow();

            StoppingBoundary soFar = obrienFleming
                    .boundary(InformationFractions.equallySpaced(5).first(3), LastLook.INTERIM)
                    .orElseThrow();

            assertThat(soFar.criticalValues()).hasSize(3);
            for (int look = 1; look <= 3; look++) {
                assertThat(soFar.look(look).criticalValue())
                        .isCloseTo(plan.look(look).criticalValue(), within(1e-13));
            }
        }

        @Test
        void aSkippedLookLeavesItsAlphaToTheNext() {
            StoppingBoundary skipped = obrienFleming
                    .boundary(InformationFractions.of(2.0 / 3, 1), LastLook.FINAL)
                    .orElseThrow();
            StoppingBoundary kept = obrienFleming
                    .boundary(InformationFractions.equallySpaced(3), LastLook.FINAL)
                    .orElseThrow();

            assertThat(skipped.look(1).cumulativeAlpha()).isCloseTo(kept.look(2).cumulativeAlpha(), within(1e-16));
            assertThat(skipped.look(1).criticalValue()).isLessThan(kept.look(2).criticalValue());
        }

        @Test
        void anUnderrunningTrialSpendsTheRestAtItsFinalLook() {
            InformationFractions looks = InformationFractions.of(0.4, 0.9);
            double whenFinal = obrienFleming
                    .boundary(looks, LastLook.FINAL)
                    .orElseThrow()
                    .look(2)
                    .cumulativeAlpha();
            double whenInterim = obrienFleming
                    .boundary(looks, LastLook.INTERIM)
                    .orElseThrow()
                    .look(2)
                    .cumulativeAlpha();

            assertThat(whenFinal).isEqualTo(0.025);
            assertThat(whenInterim).isLessThan(0.025);
        }

        @Test
        void alookAfterFullInformationHasNothingLeft() {
            StoppingBoundary boundary = obrienFleming
                    .boundary(InformationFractions.of(0.5, 1.02, 1.1), LastLook.FINAL)
                    .orElseThrow();

            assertThat(boundary.look(2).cumulativeAlpha()).isCloseTo(0.025, within(1e-17));
            assertThat(boundary.look(3).canStop()).isFalse();
            assertThat(boundary.rejects(3, 100)).isFalse();
        }
    }

    @Test
    void aTwoSidedTestRejectsOnBothSides() {
        StoppingBoundary boundary = new AlphaSpending(0.05, TestSides.TWO_SIDED, AlphaSpendingFunction.pocockType())
                .boundary(InformationFractions.equallySpaced(2), LastLook.FINAL)
                .orElseThrow();

        assertThat(boundary.rejects(1, -3)).isTrue();
        assertThat(boundary.rejects(1, 3)).isTrue();
        assertThat(boundary.rejects(1, 0)).isFalse();
        assertThat(boundary.look(1).nominalLevel()).isCloseTo(boundary.look(1).cumulativeAlpha(), within(1e-16));
    }

    @Test
    void looksThatNearlyCoincideAreRefusedWithAdvice() {
        Outcome<StoppingBoundary> outcome =
                obrienFleming.boundary(InformationFractions.of(0.5, 0.500000001, 1), LastLook.FINAL);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotComputed.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Outcome.Reason.LOOKS_TOO_CLOSE);
            assertThat(failure.advice()).contains("as one look");
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 0.5, 1, Double.NaN})
    void alphaOutsideItsRangeIsRefused(double alpha) {
        AlphaSpendingFunction function = AlphaSpendingFunction.pocockType();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlphaSpending(alpha, TestSides.ONE_SIDED, function))
                .withMessageContaining(String.valueOf(alpha));
    }

    @Test
    void informationMustGrow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InformationFractions.of(0.5, 0.5))
                .withMessageContaining("look 2");
        assertThatIllegalArgumentException().isThrownBy(InformationFractions::of);
        assertThatIllegalArgumentException().isThrownBy(() -> InformationFractions.of(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> InformationFractions.equallySpaced(101));
    }

    @Nested
    class SpendingFunctions {

        private final List<AlphaSpendingFunction> all = List.of(
                AlphaSpendingFunction.oBrienFlemingType(),
                AlphaSpendingFunction.pocockType(),
                AlphaSpendingFunction.hwangShihDeCani(-4),
                AlphaSpendingFunction.hwangShihDeCani(0),
                AlphaSpendingFunction.power(3),
                AlphaSpendingFunction.userDefined(List.of(0.5, 1.0), List.of(0.1, 1.0)));

        @Test
        void spendNothingAtFirstAndEverythingAtTheEnd() {
            for (AlphaSpendingFunction function : all) {
                assertThat(function.spent(0.025, 0)).isZero();
                assertThat(function.spent(0.025, 1)).isEqualTo(0.025);
                assertThat(function.spent(0.025, 1.5)).isEqualTo(0.025);
            }
        }

        @Test
        void neverFall() {
            for (AlphaSpendingFunction function : all) {
                double spent = 0;
                for (int i = 1; i <= 1000; i++) {
                    double now = function.spent(0.025, i / 1000.0);
                    assertThat(now).isGreaterThanOrEqualTo(spent);
                    spent = now;
                }
            }
        }

        @Test
        void gammaOfZeroIsLinear() {
            assertThat(AlphaSpendingFunction.hwangShihDeCani(0).spent(0.05, 0.3))
                    .isCloseTo(0.015, within(1e-17));
            assertThat(AlphaSpendingFunction.hwangShihDeCani(1e-9).spent(0.05, 0.3))
                    .isCloseTo(0.015, within(1e-10));
        }

        @Test
        void pointsOfTheUserAreJoinedByLines() {
            AlphaSpendingFunction function = AlphaSpendingFunction.userDefined(List.of(0.5, 1.0), List.of(0.1, 1.0));

            assertThat(function.spent(0.05, 0.25)).isCloseTo(0.0025, within(1e-17));
            assertThat(function.spent(0.05, 0.75)).isCloseTo(0.0275, within(1e-17));
        }

        @Test
        void parametersOutOfRangeAreRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> AlphaSpendingFunction.power(0));
            assertThatIllegalArgumentException().isThrownBy(() -> AlphaSpendingFunction.hwangShihDeCani(Double.NaN));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AlphaSpendingFunction.userDefined(List.of(0.5), List.of(1.0)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AlphaSpendingFunction.userDefined(List.of(0.5, 1.0), List.of(0.6, 0.5)));
        }
    }
}
