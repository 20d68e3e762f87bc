package org.equipoise.stats.domain.mmrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every covariance structure in its unconstrained and natural parameters, against differences and by its definition. */
class ParametrizationTest {

    private static final int VISITS = 5;
    private static final double STEP = 1e-5;

    static Stream<Arguments> parametrizations() {
        return Arrays.stream(CovarianceStructure.values())
                .flatMap(structure -> Stream.of(
                        Arguments.of(structure + " unconstrained", structure.unconstrained(VISITS)),
                        Arguments.of(structure + " natural", structure.natural(VISITS))));
    }

    /** Parameters of a matrix of the family, near an irregular one. */
    private static double[] parameters(Parametrization family) {
        Random random = new Random(7);
        double[] sigma = new double[VISITS * VISITS];
        for (int a = 0; a < VISITS; a++) {
            for (int b = 0; b <= a; b++) {
                double value = a == b ? 2 + random.nextDouble() : 1 / (1.0 + a - b) + 0.1 * random.nextDouble();
                sigma[a * VISITS + b] = value;
                sigma[b * VISITS + a] = value;
            }
        }
        return family.resembling(sigma);
    }

    private static double[] covariance(Parametrization family, double[] theta) {
        double[] sigma = new double[VISITS * VISITS];
        family.covariance(theta, sigma);
        return sigma;
    }

    private static double[] moved(double[] theta, int i, double by) {
        double[] moved = theta.clone();
        moved[i] += by;
        return moved;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parametrizations")
    void firstDerivativesAreThoseOfDifferences(String name, Parametrization family) {
        double[] theta = parameters(family);
        double[] derivative = new double[VISITS * VISITS];
        for (int i = 0; i < family.size(); i++) {
            family.first(theta, i, derivative);
            double[] above = covariance(family, moved(theta, i, STEP));
            double[] below = covariance(family, moved(theta, i, -STEP));
            for (int at = 0; at < derivative.length; at++) {
                assertThat(derivative[at])
                        .as("%s, parameter %d, entry %d", name, i, at)
                        .isCloseTo((above[at] - below[at]) / (2 * STEP), within(1e-8));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parametrizations")
    void secondDerivativesAreThoseOfDifferencesOfTheFirst(String name, Parametrization family) {
        double[] theta = parameters(family);
        double[] second = new double[VISITS * VISITS];
        double[] above = new double[VISITS * VISITS];
        double[] below = new double[VISITS * VISITS];
        for (int i = 0; i < family.size(); i++) {
            for (int j = 0; j < family.size(); j++) {
                family.second(theta, i, j, second);
                family.first(moved(theta, j, STEP), i, above);
                family.first(moved(theta, j, -STEP), i, below);
                for (int at = 0; at < second.length; at++) {
                    assertThat(second[at])
                            .as("%s, parameters %d and %d, entry %d", name, i, j, at)
                            .isCloseTo((above[at] - below[at]) / (2 * STEP), within(1e-8));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parametrizations")
    void matricesOfTheFamilyAreFoundAgain(String name, Parametrization family) {
        double[] theta = parameters(family);

        double[] again = family.resembling(covariance(family, theta));

        assertThat(again).as(name).containsExactly(theta, within(1e-10));
    }

    @ParameterizedTest
    @EnumSource(CovarianceStructure.class)
    void bothParametrizationsGiveTheSameMatrices(CovarianceStructure structure) {
        Parametrization unconstrained = structure.unconstrained(VISITS);
        Parametrization natural = structure.natural(VISITS);
        double[] sigma = covariance(unconstrained, parameters(unconstrained));

        assertThat(covariance(natural, natural.resembling(sigma))).containsExactly(sigma, within(1e-12));
        assertThat(natural.size()).isEqualTo(unconstrained.size()).isEqualTo(structure.parameters(VISITS));
    }

    @ParameterizedTest
    @EnumSource(CovarianceStructure.class)
    void oneVisitLeavesOneVariance(CovarianceStructure structure) {
        assertThat(structure.parameters(1)).isEqualTo(1);
    }

    @Test
    void parameterCountsAreThoseOfTheLiterature() {
        assertThat(Arrays.stream(CovarianceStructure.values()).mapToInt(structure -> structure.parameters(4)))
                .containsExactly(10, 2, 5, 2, 5, 4, 7, 4, 7);
    }

    @Test
    void autoregressiveCorrelationsArePowers() {
        double[] sigma = covariance(CovarianceStructure.AUTOREGRESSIVE.natural(VISITS), new double[] {4, 0.5});

        assertThat(Arrays.copyOf(sigma, VISITS)).containsExactly(new double[] {4, 2, 1, 0.5, 0.25}, within(1e-15));
    }

    @Test
    void anteDependentCorrelationsAreProducts() {
        double[] sigma =
                covariance(CovarianceStructure.ANTE_DEPENDENCE.natural(VISITS), new double[] {1, 0.9, 0.8, 0.7, 0.6});

        assertThat(Arrays.copyOf(sigma, VISITS))
                .containsExactly(new double[] {1, 0.9, 0.72, 0.504, 0.3024}, within(1e-15));
    }
}
