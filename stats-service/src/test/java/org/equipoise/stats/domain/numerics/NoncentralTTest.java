package org.equipoise.stats.domain.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoncentralTTest {

    /** 30-digit arithmetic by mpmath 1.3.0; relative to both tails. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0.75, 0.25",
        "2, 1.5, -3, 0.0023585601471327917, 0.99764143985286721",
        "5, 3, 2, 0.17480271555815704, 0.82519728444184296",
        "17.5, -2, 1, 0.99838874908175457, 0.0016112509182454298",
        "30, 8, 4, 0.00018361518015010846, 0.99981638481984989",
        "98, 2.8, 1.98447, 0.20825353929450431, 0.79174646070549569",
        "200.7, 30, 25, 0.00092374062631117428, 0.99907625937368883",
        "1, 30, -4, 3.2550584291863541e-200, 1.0"
    })
    void bothTailsKeepTheirRelativeAccuracy(
            double degrees, double noncentrality, double t, double below, double above) {
        NoncentralT distribution = new NoncentralT(degrees, noncentrality);

        assertThat(distribution.below(t) / below).isCloseTo(1, within(1e-13));
        assertThat(distribution.above(t) / above).isCloseTo(1, within(1e-13));
    }

    @Test
    void isStudentsWithoutNoncentrality() {
        for (double degrees : new double[] {1, 2.5, 9, 1000}) {
            for (double t : new double[] {-30, -2, -1e-3, 0, 0.7, 12}) {
                assertThat(new NoncentralT(degrees, 0).below(t) / new StudentT(degrees).below(t))
                        .isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void bothWaysOfIntegratingAgreeWhereTheyMeet() {
        double below = new NoncentralT(3, 49.999999).below(60);
        double beyond = new NoncentralT(3, 50.000001).below(60);

        assertThat(beyond).isCloseTo(below, within(1e-7)).isLessThan(below);
    }

    @Test
    void answersProbabilitiesToHostileArguments() {
        Random random = new Random(20261121);
        double[] extremes = {0, 1e-300, -1e-9, 1, -40, 1e6, -1e6, 1e100, -1e300, Double.POSITIVE_INFINITY};
        for (int i = 0; i < 2000; i++) {
            double degrees = Math.pow(10, 12 * random.nextDouble());
            double noncentrality = random.nextBoolean()
                    ? 10 * random.nextGaussian()
                    : Math.copySign(Math.pow(10, 6 * random.nextDouble()), random.nextGaussian());
            double t = random.nextInt(3) == 0
                    ? extremes[random.nextInt(extremes.length)]
                    : noncentrality * (0.5 + random.nextDouble());
            NoncentralT distribution = new NoncentralT(degrees, noncentrality);
            assertThat(distribution.below(t)).isBetween(0.0, 1.0);
            assertThat(distribution.below(t) + distribution.above(t)).isCloseTo(1, within(1e-11));
        }
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NoncentralT(0.5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NoncentralT(5, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new NoncentralT(5, 1).below(Double.NaN));
    }
}
