package org.equipoise.stats.domain.mmrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.equipoise.stats.domain.numerics.Cholesky;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What theory says about fits: closed forms on complete data, and what must not change a result. */
class MmrmTheoryTest {

    private static final String FULL = "CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT|SUBJ)";

    private static MmrmFit fit(Mmrm options, String formula, DataTable table) {
        return options.fit(MmrmModel.parse(formula), table).orElseThrow();
    }

    private static Mmrm kenwardRoger() {
        return Mmrm.withDefaults().with(DegreesOfFreedom.KENWARD_ROGER);
    }

    @Nested
    class OnCompleteData {

        private static final int SUBJECTS = 24;
        private static final int VISITS = 4;

        private final DataTable table = new SimulatedTrial(SUBJECTS, VISITS, 3).table();

        private double response(int subject, int visit) {
            return table.numeric("CHG").value(subject * VISITS + visit);
        }

        /** Within-arm means of every visit. */
        private double mean(int arm, int visit) {
            return IntStream.range(0, SUBJECTS)
                    .filter(subject -> subject % 2 == arm)
                    .mapToDouble(subject -> response(subject, visit))
                    .average()
                    .orElseThrow();
        }

        private double pooledProduct(int first, int second) {
            return IntStream.range(0, SUBJECTS)
                    .mapToDouble(subject -> (response(subject, first) - mean(subject % 2, first))
                            * (response(subject, second) - mean(subject % 2, second)))
                    .sum();
        }

        @Test
        void theUnstructuredCovarianceIsThePooledOne() {
            MmrmFit reml = fit(Mmrm.withDefaults(), "CHG ~ ARM*VISIT + us(VISIT|SUBJ)", table);
            MmrmFit ml = fit(Mmrm.withDefaults().with(Estimation.ML), "CHG ~ ARM*VISIT + us(VISIT|SUBJ)", table);

            for (int a = 0; a < VISITS; a++) {
                for (int b = 0; b < VISITS; b++) {
                    assertThat(reml.covarianceMatrices().get("all")[a][b])
                            .isCloseTo(pooledProduct(a, b) / (SUBJECTS - 2), within(1e-10));
                    assertThat(ml.covarianceMatrices().get("all")[a][b])
                            .isCloseTo(pooledProduct(a, b) / SUBJECTS, within(1e-10));
                }
            }
        }

        @Test
        void kenwardAndRogersTestOfAllVisitsIsHotellings() {
            MmrmFit fit = fit(kenwardRoger(), "CHG ~ ARM*VISIT + us(VISIT|SUBJ)", table);
            double[][] functions = new double[VISITS][];
            for (int v = 0; v < VISITS; v++) {
                functions[v] = fit.leastSquaresWeights(
                        Map.of("ARM", "KET", "VISIT", fit.visits().get(v)));
                double[] base = fit.leastSquaresWeights(
                        Map.of("ARM", "PBO", "VISIT", fit.visits().get(v)));
                for (int j = 0; j < base.length; j++) {
                    functions[v][j] -= base[j];
                }
            }

            FTest test = fit.test(functions).orElseThrow();

            double hotelling = hotelling();
            int within = SUBJECTS - 2;
            assertThat(test.numerator()).isEqualTo(VISITS);
            assertThat(test.denominator()).isCloseTo(within - VISITS + 1, within(1e-7));
            assertThat(test.statistic())
                    .isCloseTo(hotelling * (within - VISITS + 1) / (within * VISITS), within(1e-8 * hotelling));
        }

        /** T&sup2; of the difference between the arms. */
        private double hotelling() {
            double[] factor = new double[VISITS * VISITS];
            double[] difference = new double[VISITS];
            for (int a = 0; a < VISITS; a++) {
                difference[a] = mean(1, a) - mean(0, a);
                for (int b = 0; b < VISITS; b++) {
                    factor[a * VISITS + b] = pooledProduct(a, b) / (SUBJECTS - 2) * 4 / SUBJECTS;
                }
            }
            double[] solution = difference.clone();
            assertThat(Cholesky.factor(factor, VISITS)).isTrue();
            Cholesky.solve(factor, VISITS, solution);
            return IntStream.range(0, VISITS)
                    .mapToDouble(v -> difference[v] * solution[v])
                    .sum();
        }

        @Test
        void compoundSymmetryIsTheSplitPlot() {
            MmrmFit fit = fit(Mmrm.withDefaults(), "CHG ~ ARM*VISIT + cs(VISIT|SUBJ)", table);
            double[] secondMinusFirst = fit.leastSquaresWeights(Map.of("ARM", "PBO", "VISIT", "D11"));
            double[] first = fit.leastSquaresWeights(Map.of("ARM", "PBO", "VISIT", "D10"));
            for (int j = 0; j < first.length; j++) {
                secondMinusFirst[j] -= first[j];
            }
            double total = 0;
            double levels = 0;
            for (int a = 0; a < VISITS; a++) {
                total += pooledProduct(a, a);
                for (int b = 0; b < VISITS; b++) {
                    levels += pooledProduct(a, b) / VISITS;
                }
            }
            int degrees = (SUBJECTS - 2) * (VISITS - 1);
            double residual = (total - levels) / degrees;

            LinearEstimate difference = fit.estimate(secondMinusFirst).orElseThrow();

            assertThat(difference.estimate()).isCloseTo(mean(0, 1) - mean(0, 0), within(1e-10));
            assertThat(difference.standardError()).isCloseTo(Math.sqrt(2 * residual / (SUBJECTS / 2.0)), within(1e-9));
            assertThat(difference.degreesOfFreedom()).isCloseTo(degrees, within(1e-6));
        }

        @Test
        void testsOfTheVisitsInTheSplitPlotHaveItsDegreesOfFreedom() {
            String formula = "CHG ~ ARM*VISIT + cs(VISIT|SUBJ)";
            MmrmFit satterthwaite = fit(Mmrm.withDefaults(), formula, table);
            MmrmFit kenwardRoger = fit(kenwardRoger().with(CoefficientCovariance.KENWARD_ROGER_LINEAR), formula, table);
            double[][] interaction =
                    new double[VISITS - 1][satterthwaite.names().size()];
            for (int v = 0; v < VISITS - 1; v++) {
                interaction[v][satterthwaite.names().size() - 1 - v] = 1;
            }
            int degrees = (SUBJECTS - 2) * (VISITS - 1);

            FTest first = satterthwaite.test(interaction).orElseThrow();
            FTest second = kenwardRoger.test(interaction).orElseThrow();

            assertThat(first.denominator()).isCloseTo(degrees, within(1e-5));
            assertThat(second.denominator()).isCloseTo(degrees, within(1e-5));
            assertThat(second.statistic()).isCloseTo(first.statistic(), within(1e-6));
        }
    }

    /** Two arms of 13 and 6 subjects, each with its own variance, seen once: Welch's problem. */
    @Nested
    class OfTwoSamplesWithOwnVariances {

        private final DataTable all = new SimulatedTrial(26, 1, 9).table();
        private final DataTable table = all.select(
                IntStream.range(0, all.rows())
                        .filter(row -> all.factor("ARM").code(row) == 0 || row < 12)
                        .toArray(),
                List.of("SUBJ", "ARM", "VISIT", "CHG"));
        private final MmrmFit fit = fit(Mmrm.withDefaults(), "CHG ~ 0 + ARM + us(VISIT|ARM/SUBJ)", table);

        private double[] responses(int arm) {
            return IntStream.range(0, table.rows())
                    .filter(row -> table.factor("ARM").code(row) == arm)
                    .mapToDouble(row -> table.numeric("CHG").value(row))
                    .toArray();
        }

        private double squaredError(int arm) {
            double[] values = responses(arm);
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            return squares / (values.length - 1) / values.length;
        }

        @Test
        void theDifferenceHasWelchsDegreesOfFreedom() {
            double first = squaredError(0);
            double second = squaredError(1);

            LinearEstimate difference = fit.estimate(-1, 1).orElseThrow();

            assertThat(responses(0)).hasSize(13);
            assertThat(responses(1)).hasSize(6);
            assertThat(difference.standardError()).isCloseTo(Math.sqrt(first + second), within(1e-10));
            assertThat(difference.degreesOfFreedom())
                    .isCloseTo(
                            (first + second) * (first + second) / (first * first / 12 + second * second / 5),
                            within(1e-8));
        }

        @Test
        void bothMeansTogetherHaveTheDegreesOfFreedomOfFaiAndCornelius() {
            double expectation = 12 / 10.0 + 5 / 3.0;

            FTest test = fit.test(new double[] {1, 0}, new double[] {0, 1}).orElseThrow();

            assertThat(test.denominator()).isCloseTo(2 * expectation / (expectation - 2), within(1e-8));
            assertThat(test.statistic())
                    .isCloseTo(
                            (Math.pow(fit.estimate(1, 0).orElseThrow().t(), 2)
                                            + Math.pow(
                                                    fit.estimate(0, 1)
                                                            .orElseThrow()
                                                            .t(),
                                                    2))
                                    / 2,
                            within(1e-9));
        }
    }

    @Nested
    class Invariance {

        private final DataTable table =
                new SimulatedTrial(40, 4, 5).withMissing(0.15).table();

        @ParameterizedTest
        @EnumSource(
                value = CoefficientCovariance.class,
                names = {"KENWARD_ROGER_LINEAR", "KENWARD_ROGER_FULL", "KENWARD_ROGER_FULL_NATURAL"})
        void unitsOfTheResponseScaleEverything(CoefficientCovariance type) {
            DataTable large = new SimulatedTrial(40, 4, 5)
                    .withMissing(0.15)
                    .withResponseScale(1e100)
                    .table();

            List<VisitContrast> small = fit(kenwardRoger().with(type), FULL, table)
                    .contrasts("ARM", "PBO")
                    .orElseThrow();
            List<VisitContrast> big = fit(kenwardRoger().with(type), FULL, large)
                    .contrasts("ARM", "PBO")
                    .orElseThrow();

            for (int v = 0; v < small.size(); v++) {
                LinearEstimate expected = small.get(v).value();
                LinearEstimate actual = big.get(v).value();
                assertThat(actual.estimate() / 1e100).isCloseTo(expected.estimate(), within(1e-9));
                assertThat(actual.standardError() / 1e100).isCloseTo(expected.standardError(), within(1e-9));
                assertThat(actual.degreesOfFreedom()).isCloseTo(expected.degreesOfFreedom(), within(1e-6));
            }
        }

        @Test
        void theOriginOfACovariateChangesNoContrast() {
            DataTable far = new SimulatedTrial(40, 4, 5)
                    .withMissing(0.15)
                    .withBaselineOrigin(1e5)
                    .table();

            List<VisitContrast> expected =
                    fit(kenwardRoger(), FULL, table).contrasts("ARM", "PBO").orElseThrow();
            List<VisitContrast> actual =
                    fit(kenwardRoger(), FULL, far).contrasts("ARM", "PBO").orElseThrow();

            for (int v = 0; v < expected.size(); v++) {
                assertThat(actual.get(v).value().estimate())
                        .isCloseTo(expected.get(v).value().estimate(), within(1e-7));
                assertThat(actual.get(v).value().standardError())
                        .isCloseTo(expected.get(v).value().standardError(), within(1e-7));
            }
        }

        @Test
        void theOrderOfTheRowsChangesNothing() {
            List<String> names = List.of("SUBJ", "ARM", "VISIT", "BASE", "CHG", "W");
            int[] backwards = IntStream.range(0, table.rows())
                    .map(row -> table.rows() - 1 - row)
                    .toArray();

            MmrmFit forward = fit(kenwardRoger(), FULL, table);
            MmrmFit backward = fit(kenwardRoger(), FULL, table.select(backwards, names));

            assertThat(backward.deviance()).isCloseTo(forward.deviance(), within(1e-9));
            assertThat(backward.names()).isEqualTo(forward.names());
        }

        @Test
        void equalWeightsChangeTheVarianceOnly() {
            double[] fours = new double[table.rows()];
            Arrays.fill(fours, 4);
            DataTable weighted = DataTable.of(
                    table.column("SUBJ"),
                    table.column("ARM"),
                    table.column("VISIT"),
                    table.column("BASE"),
                    table.column("CHG"),
                    new NumericColumn("FOUR", fours));

            MmrmFit plain = fit(kenwardRoger(), FULL, table);
            MmrmFit fit = kenwardRoger()
                    .fit(MmrmModel.parse(FULL).weightedBy("FOUR"), weighted)
                    .orElseThrow();

            assertThat(fit.deviance()).isCloseTo(plain.deviance(), within(1e-9));
            assertThat(fit.covarianceMatrices().get("all")[1][0])
                    .isCloseTo(4 * plain.covarianceMatrices().get("all")[1][0], within(1e-8));
        }

        @Test
        void aTestOfOneFunctionIsTheSquareOfItsT() {
            for (DegreesOfFreedom method : DegreesOfFreedom.values()) {
                MmrmFit fit = fit(Mmrm.withDefaults().with(method), FULL, table);
                double[] weights = new double[fit.names().size()];
                weights[2] = 1;
                weights[4] = -0.5;

                LinearEstimate estimate = fit.estimate(weights).orElseThrow();
                FTest test = fit.test(weights).orElseThrow();

                assertThat(test.statistic()).isCloseTo(estimate.t() * estimate.t(), within(1e-9));
                assertThat(test.denominator()).isCloseTo(estimate.degreesOfFreedom(), within(1e-7));
                assertThat(test.p()).isCloseTo(estimate.twoSidedP(), within(1e-9));
            }
        }

        @Test
        void dependentFunctionsCountOnce() {
            for (DegreesOfFreedom method : DegreesOfFreedom.values()) {
                MmrmFit fit = fit(Mmrm.withDefaults().with(method), FULL, table);
                int p = fit.names().size();
                double[] first = new double[p];
                double[] second = new double[p];
                double[] sum = new double[p];
                first[p - 1] = 1;
                second[p - 2] = 1;
                sum[p - 1] = 2;
                sum[p - 2] = 3;

                FTest two = fit.test(first, second).orElseThrow();
                FTest three = fit.test(first, second, sum).orElseThrow();

                assertThat(three.numerator()).isEqualTo(2);
                assertThat(three.statistic()).isCloseTo(two.statistic(), within(1e-8));
                assertThat(three.p()).isBetween(0.0, 1.0);
            }
        }

        @Test
        void groupsHaveTheirOwnMatrices() {
            Outcome<MmrmFit> single =
                    kenwardRoger().fit(MmrmModel.parse("CHG ~ ARM*VISIT + us(VISIT|ARM/SUBJ)"), table);

            assertThat(single.orElseThrow().covarianceMatrices()).containsOnlyKeys("PBO", "KET");
            assertThat(single.orElseThrow().covarianceParameters()).isEqualTo(20);
        }
    }
}
