package org.equipoise.stats.domain.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeltaAndTippingPointTest {

    private static final Effect LAST = Effect.difference("W13", "KET", "PBO");
    private static final IncompleteTrial TRIAL =
            new GappyTrial(120, 4, 17).trial(GappyTrial.US, ImputationStrategy.MISSING_AT_RANDOM);
    private static final DeltaAdjustment ONE = DeltaAdjustment.constant("KET", 4, 1);

    /** Subject S0 (arm K) lacks B, C and D after the event at C; the gap at B comes before it. */
    private static IncompleteTrial small() {
        List<String> subjects =
                IntStream.range(0, 12 * 4).mapToObj(row -> "S" + (10 + row / 4)).toList();
        List<String> visits = IntStream.range(0, 12 * 4)
                .mapToObj(row -> List.of("A", "B", "C", "D").get(row % 4))
                .toList();
        List<String> arms = IntStream.range(0, 12 * 4)
                .mapToObj(row -> row / 4 % 2 == 0 ? "K" : "P")
                .toList();
        double[] values = IntStream.range(0, 12 * 4)
                .mapToDouble(row -> row > 0 && row < 4 ? Double.NaN : (row * row * 7 % 31) / 3.0)
                .toArray();
        DataTable table = DataTable.of(
                FactorColumn.of("SUBJ", subjects),
                FactorColumn.of("VISIT", visits),
                FactorColumn.of("ARM", List.of("P", "K"), arms),
                new NumericColumn("Y", values));
        ImputationModel model = ImputationModel.parse(
                "Y ~ ARM*VISIT + ar1(VISIT | SUBJ)", "Y ~ ARM", ImputationModel.Treatment.of("ARM", "P"));
        return IncompleteTrial.of(model, table)
                .flatMap(trial -> trial.withEvents(
                        Map.of("S10", new IntercurrentEvent("C", ImputationStrategy.JUMP_TO_REFERENCE))))
                .orElseThrow();
    }

    @Nested
    class AShift {

        @Test
        void movesEveryImputedValueOfItsArm() {
            double[][] shifts = DeltaAdjustment.constant("K", 4, 5).shifts(small());

            assertThat(IntStream.range(0, 4).mapToDouble(v -> shifts[v][0])).containsExactly(0.0, 5.0, 5.0, 5.0);
            assertThat(IntStream.range(0, 4).mapToDouble(v -> shifts[v][2])).containsOnly(0.0);
        }

        @Test
        void accumulatesSinceTheEventWithItsLag() {
            double[][] shifts = DeltaAdjustment.sinceEvent(
                            "K", List.of(1.0, 2.0, 3.0, 4.0), List.of(1.0, 0.5, 0.25, 0.0))
                    .shifts(small());

            assertThat(IntStream.range(0, 4).mapToDouble(v -> shifts[v][0])).containsExactly(0.0, 0.0, 3.0, 5.0);
        }

        @Test
        void movesTheMeanOfItsArmByTheMeanShift() {
            ImputedAnalyses analyses = ConditionalMeanImputation.withDefaults()
                    .analyse(small(), DeltaAdjustment.constant("K", 4, 1))
                    .orElseThrow();
            double at0 = analyses.at(Effect.mean("D", "K"), 0).orElseThrow().estimate();
            double at6 = analyses.at(Effect.mean("D", "K"), 6).orElseThrow().estimate();

            assertThat(at6 - at0).isCloseTo(1, within(1e-12));
            assertThat(analyses.at(Effect.mean("D", "P"), 6).orElseThrow().estimate())
                    .isCloseTo(
                            analyses.at(Effect.mean("D", "P"), 0).orElseThrow().estimate(), within(1e-12));
        }

        @Test
        void ofASizeIsTheSameAsTheShiftOfThatSize() {
            MultipleImputation imputation = MultipleImputation.withDefaults(5).with(10);
            EffectEstimate scaled =
                    imputation.analyse(TRIAL, ONE).orElseThrow().at(LAST, 3).orElseThrow();
            EffectEstimate direct = imputation
                    .analyse(TRIAL, DeltaAdjustment.constant("KET", 4, 3))
                    .orElseThrow()
                    .at(LAST, 1)
                    .orElseThrow();

            assertThat(scaled.estimate()).isCloseTo(direct.estimate(), within(1e-12));
            assertThat(scaled.standardError()).isCloseTo(direct.standardError(), within(1e-12));
        }

        @Test
        void mustFitTheTrial() {
            ConditionalMeanImputation imputation = ConditionalMeanImputation.withDefaults();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> imputation.analyse(TRIAL, DeltaAdjustment.constant("KET", 3, 1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> imputation.analyse(TRIAL, DeltaAdjustment.constant("OTHER", 4, 1)))
                    .withMessageNotContaining("OTHER");
            assertThatIllegalArgumentException().isThrownBy(() -> DeltaAdjustment.constant("KET", 4, Double.NaN));
        }
    }

    @Nested
    class TheTippingPoint {

        private final ImputedAnalyses analyses =
                MultipleImputation.withDefaults(5).with(50).analyse(TRIAL, ONE).orElseThrow();

        @Test
        void isWhereThePValueCrossesTheLevel() {
            TippingPoint.Search search =
                    new TippingPoint(analyses, LAST, 0.05).search(0, 40).orElseThrow();
            double size = search.size().orElseThrow();

            assertThat(search.path()).hasSize(65);
            assertThat(search.path().get(0).conclusion()).isEqualTo(TippingPoint.Conclusion.BELOW_ZERO);
            assertThat(analyses.at(LAST, size).orElseThrow().twoSidedP()).isCloseTo(0.05, within(1e-9));
            assertThat(analyses.at(LAST, size * 0.999).orElseThrow().twoSidedP())
                    .isLessThan(0.05);
        }

        @Test
        void isAbsentWhereTheConclusionStays() {
            TippingPoint.Search search =
                    new TippingPoint(analyses, LAST, 0.05).search(0, -3).orElseThrow();

            assertThat(search.size()).isEmpty();
            assertThat(search.monotone()).isTrue();
        }

        @Test
        void hasTwoDimensionsWhereBothArmsAreShifted() {
            ImputedAnalyses both = ConditionalMeanImputation.withDefaults()
                    .analyse(TRIAL, ONE, DeltaAdjustment.constant("PBO", 4, 1))
                    .orElseThrow();
            ImputedAnalyses first =
                    ConditionalMeanImputation.withDefaults().analyse(TRIAL, ONE).orElseThrow();

            List<TippingPoint.Cell> cells = new TippingPoint(both, LAST, 0.05)
                    .grid(List.of(0.0, 5.0, 20.0), List.of(0.0, -5.0))
                    .orElseThrow();

            assertThat(cells).hasSize(6);
            assertThat(cells.get(2).estimate().twoSidedP())
                    .isCloseTo(first.at(LAST, 5).orElseThrow().twoSidedP(), within(1e-10));
            assertThat(cells.get(1).estimate().estimate())
                    .isGreaterThan(cells.get(0).estimate().estimate());
            assertThat(cells.get(0).conclusion()).isEqualTo(TippingPoint.Conclusion.BELOW_ZERO);
        }

        @Test
        void needsEndsThatDifferAndOneShift() {
            TippingPoint point = new TippingPoint(analyses, LAST, 0.05);

            assertThatIllegalArgumentException().isThrownBy(() -> point.search(2, 2));
            assertThatIllegalArgumentException().isThrownBy(() -> point.search(0, Double.POSITIVE_INFINITY));
            assertThatIllegalArgumentException().isThrownBy(() -> point.grid(List.of(1.0), List.of(1.0)));
            assertThatIllegalArgumentException().isThrownBy(() -> new TippingPoint(analyses, LAST, 0));
        }
    }
}
