package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alpha and beta spending against converged quadrature, to 1e-10 absolute. */
class FutilityReferenceTest {

    private static final Offset<Double> TOLERANCE = within(1e-10);

    static Stream<ReferenceCase> designs() {
        return ReferenceFile.cases("gs_futility.json");
    }

    @ParameterizedTest
    @MethodSource("designs")
    void boundsDriftAndErrorProbabilities(ReferenceCase given) {
        AlphaSpending efficacy = new AlphaSpending(
                given.number("alpha"),
                TestSides.ONE_SIDED,
                GivenDesign.spendingFunction(given.text("alphaSpending"), given.number("gammaA")));
        BetaSpending design = new BetaSpending(
                efficacy,
                given.number("beta"),
                GivenDesign.spendingFunction(given.text("betaSpending"), given.number("gammaB")),
                given.flag("binding") ? FutilityRule.BINDING : FutilityRule.NON_BINDING);

        FutilityBoundary boundary =
                design.boundary(InformationFractions.of(given.numbers("info"))).orElseThrow();

        ReferenceCase truth = given.in("truth");
        assertAll(boundary.efficacy().criticalValues(), truth.numbers("crit"));
        assertAll(boundary.futility().subList(0, boundary.futility().size() - 1), truth.numbers("futility"));
        assertThat(boundary.power().drift()).isCloseTo(truth.number("driftMax"), TOLERANCE);
        assertThat(boundary.power().inflation()).isCloseTo(truth.number("inflation"), TOLERANCE);
        assertAll(boundary.underNull().cumulativePower(), truth.numbers("cumAlpha"));
        assertAll(boundary.underAlternative().cumulativeLower(), truth.numbers("cumBetaH1"));
        assertAll(boundary.power().cumulativePower(), truth.numbers("cumPower"));
        assertAll(boundary.underNull().lowerCrossing(), truth.numbers("futStopH0"));
        assertThat(boundary.power().expectedUnderNull()).isCloseTo(truth.number("asnH0"), TOLERANCE);
        assertThat(boundary.power().expectedUnderHalf()).isCloseTo(truth.number("asnH01"), TOLERANCE);
        assertThat(boundary.power().expectedUnderAlternative()).isCloseTo(truth.number("asnH1"), TOLERANCE);
        assertThat(boundary.numericalError()).isLessThan(1e-11);
    }

    private static void assertAll(List<Double> actual, double[] expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i)).as("look %d", i + 1).isCloseTo(expected[i], TOLERANCE);
        }
    }
}
