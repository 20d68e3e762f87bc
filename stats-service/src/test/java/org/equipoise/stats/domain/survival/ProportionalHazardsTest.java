package org.equipoise.stats.domain.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.equipoise.stats.domain.linearmodel.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several covariates against the definition of the partial likelihood, written down plainly. */
class ProportionalHazardsTest {

    private static final Offset<Double> CLOSE = within(1e-6);
    private static final CoxModel MODEL = CoxModel.of("TIME", "EVENT", ModelTerms.of(Term.of("AGE"), Term.of("ARM")));

    private final double[] time = new double[24];
    private final double[] event = new double[24];
    private final double[] age = new double[24];
    private final List<String> arms = new ArrayList<>();

    ProportionalHazardsTest() {
        Random random = new Random(4);
        for (int i = 0; i < time.length; i++) {
            age[i] = 40 + Math.rint(10 * random.nextGaussian());
            arms.add(List.of("A", "B", "C").get(random.nextInt(3)));
            time[i] = 1 + random.nextInt(6);
            event[i] = random.nextInt(4) > 0 ? 1 : 0;
        }
    }

    private DataTable table() {
        return DataTable.of(
                new NumericColumn("TIME", time),
                new NumericColumn("EVENT", event),
                new NumericColumn("AGE", age),
                FactorColumn.of("ARM", arms));
    }

    private double predictor(int row, double[] beta) {
        return age[row] * beta[0]
                + (arms.get(row).equals("B") ? beta[1] : 0)
                + (arms.get(row).equals("C") ? beta[2] : 0);
    }

    /** The logarithm of the partial likelihood by its definition. */
    private double definition(TieHandling ties, double[] beta) {
        double log = 0;
        for (double at = 1; at <= 6; at++) {
            List<Double> tied = new ArrayList<>();
            List<Double> risk = new ArrayList<>();
            for (int row = 0; row < time.length; row++) {
                if (time[row] >= at) {
                    risk.add(Math.exp(predictor(row, beta)));
                }
                if (time[row] == at && event[row] == 1) {
                    tied.add(Math.exp(predictor(row, beta)));
                }
            }
            double total = risk.stream().mapToDouble(Double::doubleValue).sum();
            double tiedTotal = tied.stream().mapToDouble(Double::doubleValue).sum();
            for (int k = 0; k < tied.size(); k++) {
                log += Math.log(tied.get(k));
                log -= switch (ties) {
                    case BRESLOW -> Math.log(total);
                    case EFRON -> Math.log(total - tiedTotal * k / tied.size());
                    case EXACT -> 0;
                };
            }
            if (ties == TieHandling.EXACT && !tied.isEmpty()) {
                log -= Math.log(subsets(risk, 0, tied.size()));
            }
        }
        return log;
    }

    private static double subsets(List<Double> weights, int from, int size) {
        if (size == 0) {
            return 1;
        }
        double sum = 0;
        for (int i = from; i <= weights.size() - size; i++) {
            sum += weights.get(i) * subsets(weights, i + 1, size - 1);
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(TieHandling.class)
    void maximizesThePartialLikelihood(TieHandling ties) {
        CoxFit fit = ProportionalHazards.withDefaults()
                .with(ties)
                .fit(MODEL, table())
                .orElseThrow();
        double[] beta = fit.coefficients().stream()
                .mapToDouble(value -> value.hazardRatio().logEstimate())
                .toArray();

        assertThat(fit.names()).containsExactly("AGE", "ARMB", "ARMC");
        assertThat(fit.logLikelihood()).isCloseTo(definition(ties, beta), within(1e-9));
        assertThat(fit.likelihoodRatioTest().chiSquared())
                .isCloseTo(2 * (definition(ties, beta) - definition(ties, new double[3])), within(1e-8));
        assertThat(fit.likelihoodRatioTest().degreesOfFreedom()).isEqualTo(3);
        double[][] information = new double[3][3];
        double[] step = {1e-4, 1e-3, 1e-3};
        for (int i = 0; i < 3; i++) {
            assertThat(difference(ties, beta, i, step[i])).isCloseTo(0, within(1e-5));
            for (int j = 0; j < 3; j++) {
                double[] up = beta.clone();
                double[] down = beta.clone();
                up[j] += step[j];
                down[j] -= step[j];
                information[i][j] =
                        -(difference(ties, up, i, step[i]) - difference(ties, down, i, step[i])) / (2 * step[j]);
            }
        }
        double[][] covariance = fit.covariance();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double product = 0;
                for (int k = 0; k < 3; k++) {
                    product += information[i][k] * covariance[k][j];
                }
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(2e-4));
            }
        }
    }

    private double difference(TieHandling ties, double[] beta, int index, double step) {
        double[] up = beta.clone();
        double[] down = beta.clone();
        up[index] += step;
        down[index] -= step;
        return (definition(ties, up) - definition(ties, down)) / (2 * step);
    }

    @Test
    void robustVarianceIsTheSandwichOfLinAndWei() {
        CoxFit fit = ProportionalHazards.withDefaults()
                .with(TieHandling.BRESLOW)
                .with(ProportionalHazards.Variance.ROBUST)
                .fit(CoxModel.of("TIME", "EVENT", ModelTerms.of(Term.of("AGE"))), table())
                .orElseThrow();
        double beta = fit.coefficients().get(0).hazardRatio().logEstimate();

        double squares = 0;
        double information = 0;
        for (int i = 0; i < time.length; i++) {
            information += event[i] * variance(time[i], beta);
            double residual = event[i] * (age[i] - mean(time[i], beta));
            for (int j = 0; j < time.length; j++) {
                if (event[j] == 1 && time[j] <= time[i]) {
                    residual -= Math.exp(age[i] * beta) / total(time[j], beta) * (age[i] - mean(time[j], beta));
                }
            }
            squares += residual * residual;
        }

        assertThat(fit.coefficients().get(0).hazardRatio().logStandardError())
                .isCloseTo(Math.sqrt(squares) / information, within(1e-12));
    }

    @Test
    void robustVarianceUnderEfronIsThatOfBreslowWithoutTies() {
        for (int i = 0; i < time.length; i++) {
            time[i] += 1e-3 * i;
        }
        ProportionalHazards robust = ProportionalHazards.withDefaults().with(ProportionalHazards.Variance.ROBUST);

        double efron = robust.fit(MODEL, table()).orElseThrow().covariance()[2][2];

        assertThat(efron)
                .isCloseTo(
                        robust.with(TieHandling.BRESLOW)
                                .fit(MODEL, table())
                                .orElseThrow()
                                .covariance()[2][2],
                        within(1e-12));
    }

    private double total(double at, double beta) {
        double sum = 0;
        for (int i = 0; i < time.length; i++) {
            sum += time[i] >= at ? Math.exp(age[i] * beta) : 0;
        }
        return sum;
    }

    private double mean(double at, double beta) {
        double sum = 0;
        for (int i = 0; i < time.length; i++) {
            sum += time[i] >= at ? age[i] * Math.exp(age[i] * beta) : 0;
        }
        return sum / total(at, beta);
    }

    private double variance(double at, double beta) {
        double sum = 0;
        for (int i = 0; i < time.length; i++) {
            double distance = age[i] - mean(at, beta);
            sum += time[i] >= at ? distance * distance * Math.exp(age[i] * beta) : 0;
        }
        return sum / total(at, beta);
    }

    @Test
    void unitsAndOriginsOfCovariatesDoNotMatter() {
        double before = ProportionalHazards.withDefaults()
                .fit(MODEL, table())
                .orElseThrow()
                .waldTest()
                .chiSquared();
        for (int i = 0; i < age.length; i++) {
            age[i] = 1e7 + 1e-3 * age[i];
        }

        double after = ProportionalHazards.withDefaults()
                .fit(MODEL, table())
                .orElseThrow()
                .waldTest()
                .chiSquared();

        assertThat(after).isCloseTo(before, CLOSE);
    }

    @Test
    void saysThatTheLikelihoodIsMonotone() {
        for (int i = 0; i < time.length; i++) {
            if (arms.get(i).equals("C")) {
                event[i] = 0;
            }
        }

        Outcome<CoxFit> outcome = ProportionalHazards.withDefaults().fit(MODEL, table());

        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotComputed.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Outcome.Reason.NO_SOLUTION);
            assertThat(failure.explanation())
                    .contains("monotone")
                    .contains("ARM")
                    .doesNotContain("ARMC");
        });
    }

    @Test
    void saysThatACovariateRepeatsOthers() {
        ModelTerms twice = ModelTerms.of(Term.of("AGE"), Term.of("DOUBLE"));
        double[] doubled = age.clone();
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = 3 * age[i] - 7;
        }
        DataTable table = DataTable.of(
                new NumericColumn("TIME", time),
                new NumericColumn("EVENT", event),
                new NumericColumn("AGE", age),
                new NumericColumn("DOUBLE", doubled));

        Outcome<CoxFit> outcome = ProportionalHazards.withDefaults().fit(CoxModel.of("TIME", "EVENT", twice), table);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotComputed.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Outcome.Reason.RANK_DEFICIENT));
    }

    @Test
    void refusesFlagsOtherThanZeroAndOne() {
        event[3] = 2;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProportionalHazards.withDefaults().fit(MODEL, table()))
                .withMessageContaining("flags 0 or 1");
    }
}
