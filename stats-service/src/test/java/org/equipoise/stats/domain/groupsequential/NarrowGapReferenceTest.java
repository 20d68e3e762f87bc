package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Second critical values at looks that nearly coincide, and far in the tail. Reference: mpmath 1.3, 50 digits, adaptive
 * tanh-sinh quadrature of the bivariate crossing probability split around its peak; the critical value by secant
 * iteration on the logarithm. Tolerance 1e-13, at the last look
 * 1e-12: the alpha left for it is the difference of two nearly equal numbers.
 */
class NarrowGapReferenceTest {

    @ParameterizedTest(name = "Hwang-Shih-DeCani -4, looks at 0.5 and 0.5 + {0}")
    @CsvSource({
        "1e-3, 2.81229503811136152",
        "1e-4, 2.77679819591387428",
        "1e-5, 2.76034744536761242",
        "1e-6, 2.7537772525455372",
        "1e-7, 2.7513224595909119"
    })
    void interimLooksCloseTogether(double gap, double expected) {
        StoppingBoundary boundary = new AlphaSpending(
                        0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.hwangShihDeCani(-4))
                .boundary(InformationFractions.of(0.5, 0.5 + gap), LastLook.INTERIM)
                .orElseThrow();

        assertThat(boundary.look(2).criticalValue()).isCloseTo(expected, within(1e-13));
    }

    @ParameterizedTest(name = "{1}, last interim look {0} before the end")
    @CsvSource({
        "1e-3, ONE_SIDED, 2.00869536451744896",
        "1e-6, ONE_SIDED, 1.9627290331098583",
        "1e-3, TWO_SIDED, 2.28399045550742155",
        "1e-6, TWO_SIDED, 2.24402603890293517"
    })
    void lastLookCloseToTheOneBefore(double gap, TestSides sides, double expected) {
        AlphaSpendingFunction function = sides == TestSides.ONE_SIDED
                ? AlphaSpendingFunction.power(2)
                : AlphaSpendingFunction.oBrienFlemingType();
        StoppingBoundary boundary = new AlphaSpending(0.025, sides, function)
                .boundary(InformationFractions.of(1 - gap, 1), LastLook.FINAL)
                .orElseThrow();

        assertThat(boundary.look(2).criticalValue()).isCloseTo(expected, within(1e-12));
        assertThat(boundary.look(2).criticalValue()).isCloseTo(expected, within(10 * boundary.numericalError()));
    }

    @ParameterizedTest(name = "O''Brien-Fleming type, alpha {0}, {1}, looks at {2} and {3}")
    @CsvSource({
        "0.05, TWO_SIDED, 0.05, 0.1, 9.95514557745584309, 6.9913517070779538",
        "1e-12, ONE_SIDED, 0.2, 0.4, 15.900935498159735, 11.2131503437266711"
    })
    void probabilitiesFarInTheTail(
            double alpha, TestSides sides, double first, double second, double expectedFirst, double expectedSecond) {
        StoppingBoundary boundary = new AlphaSpending(alpha, sides, AlphaSpendingFunction.oBrienFlemingType())
                .boundary(InformationFractions.of(first, second), LastLook.INTERIM)
                .orElseThrow();

        assertThat(boundary.look(1).criticalValue()).isCloseTo(expectedFirst, within(1e-13));
        assertThat(boundary.look(2).criticalValue()).isCloseTo(expectedSecond, within(1e-13));
    }
}
