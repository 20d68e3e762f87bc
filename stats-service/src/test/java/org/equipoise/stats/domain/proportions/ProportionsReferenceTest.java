package org.equipoise.stats.domain.proportions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against R: prop.test, fisher.test, mantelhaen.test and formulas, to 1e-10 absolute. R finds the exact odds
 * ratios and their limits with uniroot at a tolerance of 1e-4 on the ratio or its
 * reciprocal, so that they are compared more widely.
 */
class ProportionsReferenceTest {

    private static final Offset<Double> TOLERANCE = within(1e-10);
    private static final Offset<Double> UNIROOT = within(3e-4);

    static Stream<ReferenceCase> twoArms() {
        return ReferenceFile.cases("two_proportions.json");
    }

    static Stream<ReferenceCase> strata() {
        return ReferenceFile.cases("stratified_responders.json");
    }

    private static TwoProportions counts(ReferenceCase given) {
        return new TwoProportions(
                new Responders(given.integer("x1"), given.integer("n1")),
                new Responders(given.integer("x2"), given.integer("n2")));
    }

    @ParameterizedTest
    @MethodSource("twoArms")
    void intervalsOfSharesAndTheirDifference(ReferenceCase given) {
        TwoProportions counts = counts(given);
        double level = 1 - given.number("alpha");

        assertThat(counts.difference()).isCloseTo(given.number("diff"), TOLERANCE);
        assertInterval(counts.first().wilson(level), given.numbers("wilson1"), TOLERANCE);
        assertInterval(counts.second().wilson(level), given.numbers("wilson2"), TOLERANCE);
        assertInterval(counts.first().clopperPearson(level), given.numbers("clopper1"), TOLERANCE);
        assertInterval(counts.second().clopperPearson(level), given.numbers("clopper2"), TOLERANCE);
        assertInterval(counts.newcombe(level), given.numbers("newcombe"), TOLERANCE);
        assertInterval(counts.wald(level), given.numbers("wald"), TOLERANCE);
        assertInterval(counts.miettinenNurminen(level), given.numbers("miettinenNurminen"), TOLERANCE);
        assertInterval(counts.farringtonManning(level), given.numbers("farringtonManning_noN1"), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("twoArms")
    void testsAndRatios(ReferenceCase given) {
        TwoProportions counts = counts(given);
        double level = 1 - given.number("alpha");
        ExactConditionalTest exact = new ExactConditionalTest(List.of(counts));

        assertThat(exact.twoSidedP()).isCloseTo(given.number("fisherP"), TOLERANCE);
        assertThat(exact.greaterP()).isCloseTo(given.number("fisherGreater"), TOLERANCE);
        assertOutcome(counts.chiSquared(false).map(TestStatistic::pValue), given.number("chisqP"));
        assertOutcome(counts.chiSquared(true).map(TestStatistic::pValue), given.number("chisqYatesP"));
        assertOutcome(counts.oddsRatio(level).map(ratio -> ratio.interval().lower()), given.numbers("logORci")[0]);
        assertOutcome(counts.riskRatio(level).map(ratio -> ratio.interval().upper()), given.numbers("logRRci")[1]);
        if (given.number("fisherCondOR") > 0) {
            assertThat(bounded(exact.oddsRatio().orElseThrow()))
                    .isCloseTo(bounded(given.number("fisherCondOR")), UNIROOT);
            assertThat(bounded(exact.interval(0.95).lower()))
                    .isCloseTo(bounded(given.numbers("fisherORci")[0]), UNIROOT);
            assertThat(bounded(exact.interval(0.95).upper()))
                    .isCloseTo(bounded(given.numbers("fisherORci")[1]), UNIROOT);
        }
    }

    @ParameterizedTest
    @MethodSource("strata")
    void strataTogether(ReferenceCase given) {
        List<TwoProportions> strata = given.list("strata").stream()
                .map(ProportionsReferenceTest::counts)
                .toList();
        StratifiedResponders responders = new StratifiedResponders(strata);
        ExactConditionalTest exact = new ExactConditionalTest(strata);

        TestStatistic test = responders.cochranMantelHaenszel(false).orElseThrow();
        assertThat(test.chiSquared()).isCloseTo(given.number("cmh"), TOLERANCE);
        assertThat(test.pValue()).isCloseTo(given.number("cmhP"), TOLERANCE);
        assertThat(responders.cochranMantelHaenszel(true).orElseThrow().pValue())
                .isCloseTo(given.number("cmhCorrectedP"), TOLERANCE);
        RatioEstimate odds = responders.oddsRatio(0.95).orElseThrow();
        assertThat(odds.estimate()).isCloseTo(given.number("commonOR_MH"), TOLERANCE);
        assertInterval(odds.interval(), given.numbers("commonORci_RBG"), TOLERANCE);
        RatioEstimate risks = responders.riskRatio(0.95).orElseThrow();
        assertThat(risks.estimate()).isCloseTo(given.number("relRiskMH"), TOLERANCE);
        assertInterval(risks.interval(), given.numbers("relRiskCI"), TOLERANCE);
        RiskDifference sato = responders.riskDifference(RiskDifferenceError.SATO, 0.95);
        assertThat(sato.estimate()).isCloseTo(given.number("riskDiffMH"), TOLERANCE);
        assertThat(sato.standardError()).isCloseTo(given.number("riskDiffSE_Sato"), TOLERANCE);
        assertThat(responders
                        .riskDifference(RiskDifferenceError.GREENLAND_ROBINS, 0.95)
                        .standardError())
                .isCloseTo(given.number("riskDiffSE_GreenlandRobins"), TOLERANCE);
        assertThat(exact.twoSidedP()).isCloseTo(given.number("exactP"), TOLERANCE);
        assertThat(bounded(exact.oddsRatio().orElseThrow())).isCloseTo(bounded(given.number("exactCondOR")), UNIROOT);
        assertThat(bounded(exact.interval(0.95).lower()))
                .isCloseTo(bounded(given.numbers("exactCondORci")[0]), UNIROOT);
        assertThat(bounded(exact.interval(0.95).upper()))
                .isCloseTo(bounded(given.numbers("exactCondORci")[1]), UNIROOT);
    }

    /** An odds ratio on a scale from 0 to 1. */
    private static double bounded(double oddsRatio) {
        return oddsRatio / (1 + oddsRatio);
    }

    private static void assertOutcome(Outcome<Double> actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isInstanceOf(Outcome.NotComputed.class);
        } else {
            assertThat(actual.orElseThrow()).isCloseTo(expected, TOLERANCE);
        }
    }

    private static void assertInterval(ConfidenceInterval actual, double[] expected, Offset<Double> tolerance) {
        assertThat(actual.lower()).isCloseTo(expected[0], tolerance);
        assertThat(actual.upper()).isCloseTo(expected[1], tolerance);
    }
}
