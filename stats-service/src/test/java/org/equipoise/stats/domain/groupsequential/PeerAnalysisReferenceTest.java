package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.equipoise.stats.domain.numerics.StandardNormal;
import org.equipoise.stats.domain.proportions.Responders;
import org.equipoise.stats.domain.proportions.TwoProportions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Analyses of summary data by rpact 4.5.0.9315 and numbers printed elsewhere: sanity against peers, not truth.
 *
 * <p>rpact's integration and searches have errors of their own, hence tolerances of 1e-7 for critical values, 2e-6 for repeated and 1e-9 for stage-wise
 * p-values. Its estimates take standard errors from the sizes as if looks were alike: 2e-3 in the unit of the means (of deviation 7
 * to 10), 0.1 where looks differ in size. Against converged quadrature (gs_analysis_z) the tolerances are 1e-9.
 */
class PeerAnalysisReferenceTest {

    private static final Offset<Double> CRITICAL = within(1e-7);
    private static final Offset<Double> P_VALUE = within(2e-6);

    static Stream<ReferenceCase> analyses() {
        return ReferenceFile.cases("gs_analysis_rpact.json");
    }

    static Stream<ReferenceCase> finishedAnalyses() {
        return analyses()
                .filter(given -> given.in("result").has("finalStage")
                        && given.in("design").integer("sided") == 1);
    }

    static Stream<ReferenceCase> finishedNormalAnalyses() {
        return finishedAnalyses()
                .filter(given -> given.text("endpoint").equals("means") && given.flag("normalApproximation"));
    }

    static Stream<ReferenceCase> printedConstants() {
        return ReferenceFile.cases("published.json").filter(given -> given.has("K"));
    }

    private static StoppingBoundary boundary(ReferenceCase given) {
        ReferenceCase design = given.in("design");
        InformationFractions looks = InformationFractions.equallySpaced(design.integer("kMax"));
        double alpha = design.number("alpha");
        TestSides sides = design.integer("sided") == 2 ? TestSides.TWO_SIDED : TestSides.ONE_SIDED;
        return switch (design.text("typeOfDesign")) {
            case "OF" ->
                new ClassicalBoundary.OBrienFleming()
                        .boundary(alpha, sides, looks)
                        .orElseThrow();
            case "P" ->
                new ClassicalBoundary.Pocock().boundary(alpha, sides, looks).orElseThrow();
            case "WT" ->
                new ClassicalBoundary.WangTsiatis(design.number("deltaWT"))
                        .boundary(alpha, sides, looks)
                        .orElseThrow();
            case "HP" ->
                new ClassicalBoundary.HaybittlePeto(3)
                        .boundary(alpha, sides, looks)
                        .orElseThrow();
            default -> spending(given).boundary(looks, LastLook.FINAL).orElseThrow();
        };
    }

    private static AlphaSpending spending(ReferenceCase given) {
        ReferenceCase design = given.in("design");
        return new AlphaSpending(
                design.number("alpha"),
                design.integer("sided") == 2 ? TestSides.TWO_SIDED : TestSides.ONE_SIDED,
                GivenDesign.spendingFunction(design.text("typeOfDesign"), design.number("gammaA")));
    }

    /** The statistic at a look from all data so far; the t tests' as the normal quantile of their p-value. */
    private static double z(ReferenceCase given, int look) {
        if (given.text("endpoint").equals("means")) {
            return StandardNormal.upperQuantile(given.in("stage").numbers("overallPValues")[look - 1]);
        }
        int[] counts = new int[4];
        String[] names = {"events1", "n1", "events2", "n2"};
        for (int i = 0; i < names.length; i++) {
            for (int earlier = 0; earlier < look; earlier++) {
                counts[i] += (int) given.in("data").numbers(names[i])[earlier];
            }
        }
        TwoProportions table =
                new TwoProportions(new Responders(counts[0], counts[1]), new Responders(counts[2], counts[3]));
        return Math.copySign(Math.sqrt(table.chiSquared(false).orElseThrow().chiSquared()), table.difference());
    }

    private static int stages(ReferenceCase given) {
        return given.in("data").numbers("n1").length;
    }

    @ParameterizedTest
    @MethodSource("analyses")
    void criticalValuesAndRepeatedPValues(ReferenceCase given) {
        StoppingBoundary boundary = boundary(given);
        double[] critical = given.numbers("crit");
        for (int look = 1; look <= critical.length; look++) {
            assertThat(boundary.look(look).criticalValue()).isCloseTo(critical[look - 1], CRITICAL);
        }
        if (given.in("design").text("typeOfDesign").startsWith("as")) {
            RepeatedInference inference = new RepeatedInference(spending(given));
            for (int look = 1; look <= stages(given); look++) {
                double expected = given.in("result").numbers("repeatedPValues")[look - 1];
                LastLook last = look == critical.length ? LastLook.FINAL : LastLook.INTERIM;
                Outcome<Estimate> p =
                        inference.pValue(boundary.informationFractions().first(look), last, z(given, look));
                if (expected < 0.49 && p.value().isPresent()) {
                    assertThat(p.orElseThrow().value()).isCloseTo(expected, P_VALUE);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("finishedAnalyses")
    void stageWisePValues(ReferenceCase given) {
        int stage = given.in("result").integer("finalStage");
        StageWiseResult result = new StageWiseInference(StoppingRegion.of(boundary(given)))
                .at(stage, z(given, stage), 0.95)
                .orElseThrow();

        assertThat(result.greaterP().value())
                .isCloseTo(given.in("result").numbers("finalPValues")[stage - 1], within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("finishedNormalAnalyses")
    void estimatesInTheUnitOfTheMeans(ReferenceCase given) {
        int stage = given.in("result").integer("finalStage");
        double z = z(given, stage);
        StoppingBoundary boundary = boundary(given);
        StageWiseResult result = new StageWiseInference(StoppingRegion.of(boundary))
                .at(stage, z, 1 - 2 * boundary.alpha())
                .orElseThrow();
        double unit = given.in("stage").numbers("effectSizes")[stage - 1]
                / z
                * Math.sqrt(boundary.look(stage).informationFraction());

        ReferenceCase peer = given.in("result");
        boolean balanced =
                Arrays.stream(given.in("data").numbers("n1")).distinct().count() == 1;
        Offset<Double> estimate = within(balanced ? 2e-3 : 0.1);
        assertThat(result.medianUnbiased().value() * unit)
                .isCloseTo(peer.numbers("medianUnbiasedEstimates")[stage - 1], estimate);
        assertThat(result.lower().value() * unit)
                .isCloseTo(peer.numbers("finalConfidenceIntervalLowerBounds")[stage - 1], estimate);
        assertThat(result.upper().value() * unit)
                .isCloseTo(peer.numbers("finalConfidenceIntervalUpperBounds")[stage - 1], estimate);
    }

    @ParameterizedTest
    @MethodSource("printedConstants")
    void constantsAsPrintedToThreeDecimals(ReferenceCase given) {
        double alpha = Double.parseDouble(given.text("id").replaceAll(".*alpha", ""));
        double[] looks = given.numbers("K");
        for (int i = 0; i < looks.length; i++) {
            InformationFractions fractions = InformationFractions.equallySpaced((int) looks[i]);
            StoppingBoundary boundary = given.text("id").contains("CP")
                    ? new ClassicalBoundary.Pocock()
                            .boundary(alpha, TestSides.TWO_SIDED, fractions)
                            .orElseThrow()
                    : new ClassicalBoundary.OBrienFleming()
                            .boundary(alpha, TestSides.TWO_SIDED, fractions)
                            .orElseThrow();
            assertThat(boundary.look((int) looks[i]).criticalValue())
                    .isCloseTo(given.numbers("values")[i], within(6e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("printedSpending")
    void spendingBoundariesAsPrinted(String id, TestSides sides, AlphaSpendingFunction function) {
        ReferenceCase given = ReferenceFile.cases("published.json")
                .filter(printed -> printed.text("id").equals(id))
                .findFirst()
                .orElseThrow();
        double[] values = given.numbers("values");
        List<Double> critical = new AlphaSpending(0.05, sides, function)
                .boundary(InformationFractions.equallySpaced(values.length), LastLook.FINAL)
                .orElseThrow()
                .criticalValues();

        for (int i = 0; i < values.length; i++) {
            assertThat(critical.get(i)).isCloseTo(values[i], within(3e-4));
        }
    }

    static Stream<Arguments> printedSpending() {
        return Stream.of(
                Arguments.of("LanDeMets-OF-K5-0.05two", TestSides.TWO_SIDED, AlphaSpendingFunction.oBrienFlemingType()),
                Arguments.of("LanDeMets-Pocock-K5-0.05two", TestSides.TWO_SIDED, AlphaSpendingFunction.pocockType()),
                Arguments.of(
                        "SeqBounds.jl-OF-onesided0.05-K4",
                        TestSides.ONE_SIDED,
                        AlphaSpendingFunction.oBrienFlemingType()));
    }
}
