package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StandardNormal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InterimDecisionTest {

    private final AlphaSpending test =
            new AlphaSpending(0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.oBrienFlemingType());
    private final StoppingBoundary boundary =
            test.boundary(InformationFractions.equallySpaced(3), LastLook.FINAL).orElseThrow();

    @Nested
    class ConditionalAndPredictivePower {

        private final ConditionalPower conditional = new ConditionalPower(boundary);
        private final PredictivePower predictive = new PredictivePower(boundary);

        @Test
        void withOneLookToComeConditionalPowerHasAClosedForm() {
            double drift = 3;
            double z = 1.2;
            double score =
                    (drift / 3 + z * Math.sqrt(2.0 / 3) - boundary.look(3).criticalValue()) / Math.sqrt(1.0 / 3);

            assertThat(conditional.under(2, z, drift).value()).isCloseTo(StandardNormal.below(score), within(1e-14));
        }

        @Test
        void extraLooksNeverLowerIt() {
            assertThat(conditional.under(1, 1, 3).value())
                    .isGreaterThan(conditional.atFinalLookOnly(1, 1, 3).value());
        }

        @Test
        void aSharpPriorTurnsPredictiveIntoConditionalPower() {
            assertThat(predictive.withNormalPrior(1, 1, 3, 1e-12).value())
                    .isCloseTo(conditional.under(1, 1, 3).value(), within(1e-9));
        }

        @Test
        void aVeryWidePriorIsAFlatOne() {
            assertThat(predictive.withNormalPrior(1, 1, 3, 1e12).value())
                    .isCloseTo(predictive.withFlatPrior(1, 1).value(), within(1e-9));
        }

        @Test
        void theyNeedALookToCome() {
            assertThatIllegalArgumentException().isThrownBy(() -> conditional.under(3, 1, 3));
            assertThatIllegalArgumentException().isThrownBy(() -> conditional.under(0, 1, 3));
            assertThatIllegalArgumentException().isThrownBy(() -> conditional.under(1, Double.NaN, 3));
            assertThatIllegalArgumentException().isThrownBy(() -> predictive.withNormalPrior(1, 1, 3, 0));
        }
    }

    @Nested
    class FutilityThatIsFollowed {

        private final StoppingRegion region = StoppingRegion.of(boundary).withLower(List.of(0.0, 0.5));

        @Test
        void costsPowerAndSavesInformation() {
            StoppingRegion without = StoppingRegion.of(boundary);

            assertThat(region.under(3.26).power())
                    .isLessThan(without.under(3.26).power());
            assertThat(region.under(0).expectedInformation())
                    .isLessThan(without.under(0).expectedInformation());
            assertThat(region.under(0).power()).isLessThan(0.025);
        }

        @Test
        void stopsHalfOfTheTrialsWithoutEffectAtAFirstBoundOfZero() {
            assertThat(region.under(0).lowerCrossing().get(0)).isCloseTo(0.5, within(1e-15));
        }

        @Test
        void probabilitiesOfAllEndsAddToOne() {
            StoppingRegion closed =
                    region.withLower(List.of(0.0, 0.5, boundary.look(3).criticalValue()));
            OperatingCharacteristics under = closed.under(2);

            double lower = under.lowerCrossing().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            assertThat(under.power() + lower).isCloseTo(1, within(1e-13));
        }

        @Test
        void aLowerBoundAboveTheUpperOneIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StoppingRegion.of(boundary).withLower(List.of(4.0)));
        }
    }

    @Nested
    class BetaSpendingFutility {

        private final BetaSpending design =
                new BetaSpending(test, 0.1, AlphaSpendingFunction.hwangShihDeCani(-2), FutilityRule.NON_BINDING);

        @Test
        void nonBindingFutilityLeavesTheEfficacyBoundaryAlone() {
            FutilityBoundary futility =
                    design.boundary(InformationFractions.equallySpaced(3)).orElseThrow();

            for (int look = 1; look <= 3; look++) {
                assertThat(futility.efficacy().look(look).criticalValue())
                        .isCloseTo(boundary.look(look).criticalValue(), within(1e-13));
            }
        }

        @Test
        void bindingFutilityLowersTheLastCriticalValue() {
            BetaSpending binding =
                    new BetaSpending(test, 0.1, AlphaSpendingFunction.hwangShihDeCani(-2), FutilityRule.BINDING);
            FutilityBoundary futility =
                    binding.boundary(InformationFractions.equallySpaced(3)).orElseThrow();

            assertThat(futility.efficacy().look(3).criticalValue())
                    .isLessThan(boundary.look(3).criticalValue());
            assertThat(futility.underNull().power()).isCloseTo(0.025, within(1e-13));
        }

        @Test
        void looksWithoutFutilityHaveNoLowerBoundAndLeaveTheirBetaToTheNext() {
            FutilityBoundary futility = design.boundary(InformationFractions.equallySpaced(4), Set.of(2))
                    .orElseThrow();

            assertThat(futility.futility().get(0)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(futility.futility().get(1)).isFinite();
            assertThat(futility.futility().get(2)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(futility.underAlternative().lowerCrossing().get(1))
                    .isCloseTo(AlphaSpendingFunction.hwangShihDeCani(-2).spent(0.1, 0.5), within(1e-13));
            assertThat(futility.underAlternative().power()).isCloseTo(0.9, within(1e-12));
        }

        @Test
        void aTwoSidedTestIsRefused() {
            AlphaSpending twoSided = new AlphaSpending(0.05, TestSides.TWO_SIDED, AlphaSpendingFunction.pocockType());

            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new BetaSpending(twoSided, 0.1, AlphaSpendingFunction.pocockType(), FutilityRule.BINDING));
        }

        @Test
        void betaSpentBeforeTheEndIsRefusedWithAdvice() {
            Outcome<FutilityBoundary> outcome = design.boundary(InformationFractions.of(0.5, 1.1, 1.2));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.NotComputed.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Outcome.Reason.NO_SOLUTION));
        }
    }

    @Nested
    class AfterTheTrial {

        @Test
        void atTheFirstLookStageWiseInferenceIsTheOrdinaryOne() {
            StageWiseResult result = new StageWiseInference(StoppingRegion.of(boundary))
                    .at(1, 4, 0.95)
                    .orElseThrow();
            double unit = Math.sqrt(3);

            assertThat(result.medianUnbiased().value()).isCloseTo(4 * unit, within(1e-12));
            assertThat(result.lower().value()).isCloseTo((4 - 1.959963984540054) * unit, within(1e-12));
            assertThat(result.greaterP().value()).isCloseTo(StandardNormal.above(4), within(1e-18));
        }

        @Test
        void theOrderingPutsStoppingEarlierAboveAnyLaterResult() {
            StageWiseInference inference = new StageWiseInference(StoppingRegion.of(boundary));
            double early = inference.at(1, 3.72, 0.95).orElseThrow().greaterP().value();
            double late = inference.at(2, 9, 0.95).orElseThrow().greaterP().value();

            assertThat(early).isLessThan(late);
        }

        @Test
        void rejectionAndAnIntervalAboveZeroAgree() {
            StageWiseInference inference = new StageWiseInference(StoppingRegion.of(boundary));
            double critical = boundary.look(3).criticalValue();

            assertThat(inference
                            .at(3, critical + 1e-6, 0.95)
                            .orElseThrow()
                            .lower()
                            .value())
                    .isPositive();
            assertThat(inference
                            .at(3, critical - 1e-6, 0.95)
                            .orElseThrow()
                            .lower()
                            .value())
                    .isNegative();
        }

        @Test
        void repeatedIntervalExcludesZeroExactlyWhenTheLookRejects() {
            RepeatedInference inference = new RepeatedInference(test);
            double critical = boundary.look(2).criticalValue();

            assertThat(inference.interval(boundary.look(2), critical + 1e-9).lower())
                    .isPositive();
            assertThat(inference.interval(boundary.look(2), critical - 1e-9).lower())
                    .isNegative();
        }

        @Test
        void repeatedPValueAtTheCriticalValueIsAlpha() {
            InformationFractions looks = boundary.informationFractions().first(2);
            double critical = boundary.look(2).criticalValue();

            assertThat(new RepeatedInference(test)
                            .pValue(looks, LastLook.INTERIM, critical)
                            .orElseThrow()
                            .value())
                    .isCloseTo(0.025, within(1e-13));
        }
    }

    @Test
    void classicalBoundariesHaveTheirShape() {
        InformationFractions looks = InformationFractions.equallySpaced(4);
        StoppingBoundary pocock = new ClassicalBoundary.Pocock()
                .boundary(0.05, TestSides.TWO_SIDED, looks)
                .orElseThrow();
        StoppingBoundary obrienFleming = new ClassicalBoundary.OBrienFleming()
                .boundary(0.05, TestSides.TWO_SIDED, looks)
                .orElseThrow();

        assertThat(pocock.criticalValues()).containsOnly(pocock.look(1).criticalValue());
        assertThat(obrienFleming.look(1).criticalValue())
                .isCloseTo(2 * obrienFleming.look(4).criticalValue(), within(1e-13));
    }

    @Test
    void aHaybittlePetoConstantThatSpendsTooMuchIsRefused() {
        Outcome<StoppingBoundary> outcome = new ClassicalBoundary.HaybittlePeto(1.5)
                .boundary(0.025, TestSides.ONE_SIDED, InformationFractions.equallySpaced(3));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotComputed.class,
                        failure -> assertThat(failure.advice()).contains("Raise the constant"));
    }
}
