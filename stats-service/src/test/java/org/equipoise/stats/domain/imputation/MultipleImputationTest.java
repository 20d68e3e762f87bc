package org.equipoise.stats.domain.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.mmrm.MmrmModel;
import org.equipoise.stats.domain.mmrm.MmrmPosterior;
import org.equipoise.stats.domain.numerics.CounterRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipleImputationTest {

    private static final Effect LAST = Effect.difference("W13", "KET", "PBO");
    private static final MultipleImputation SMALL =
            MultipleImputation.withDefaults(20261121).with(20);

    private static IncompleteTrial trial(ImputationStrategy strategy) {
        return new GappyTrial(120, 4, 17).trial(GappyTrial.US, strategy);
    }

    private static EffectEstimate estimate(MultipleImputation imputation, IncompleteTrial trial) {
        return imputation.analyse(trial).orElseThrow().at(LAST).orElseThrow();
    }

    private static EffectEstimate conditionalMean(IncompleteTrial trial) {
        return ConditionalMeanImputation.withDefaults()
                .analyse(trial)
                .orElseThrow()
                .at(LAST)
                .orElseThrow();
    }

    @Nested
    class AsTheNumberOfImputationsGrows {

        @ParameterizedTest
        @EnumSource(ImputationStrategy.class)
        void posteriorDrawsConvergeOnTheConditionalMean(ImputationStrategy strategy) {
            IncompleteTrial trial = trial(strategy);
            EffectEstimate pooled =
                    estimate(MultipleImputation.withDefaults(1).with(600).inParallel(), trial);
            double error = pooled.imputation().orElseThrow().monteCarloError();

            assertThat(pooled.estimate()).isCloseTo(conditionalMean(trial).estimate(), within(4 * error));
            assertThat(error).isPositive().isLessThan(0.1 * pooled.standardError());
        }

        @ParameterizedTest
        @ValueSource(strings = {GappyTrial.US, GappyTrial.BY_ARM})
        void bootstrapDrawsConvergeOnItToo(String formula) {
            IncompleteTrial trial = new GappyTrial(120, 4, 17).trial(formula, ImputationStrategy.JUMP_TO_REFERENCE);
            EffectEstimate pooled = estimate(
                    MultipleImputation.withDefaults(2)
                            .with(ParameterDraws.bootstrap())
                            .with(200)
                            .inParallel(),
                    trial);
            double error = pooled.imputation().orElseThrow().monteCarloError();

            assertThat(pooled.estimate()).isCloseTo(conditionalMean(trial).estimate(), within(5 * error));
        }

        @Test
        void underMissingAtRandomTheErrorIsThatOfTheMixedModel() {
            IncompleteTrial trial =
                    new GappyTrial(300, 4, 23).trial(GappyTrial.US, ImputationStrategy.MISSING_AT_RANDOM);
            MmrmFit fit = Mmrm.withDefaults()
                    .fit(MmrmModel.parse(GappyTrial.US), new GappyTrial(300, 4, 23).table())
                    .orElseThrow();
            double expected = fit.contrasts("ARM", "PBO").orElseThrow().stream()
                    .filter(contrast -> contrast.visit().equals("W13"))
                    .findFirst()
                    .orElseThrow()
                    .value()
                    .standardError();

            EffectEstimate pooled =
                    estimate(MultipleImputation.withDefaults(3).with(400).inParallel(), trial);

            assertThat(pooled.standardError() / expected).isBetween(0.93, 1.08);
        }
    }

    @Nested
    class FromOneSeed {

        @Test
        void processorsChangeNothing() {
            IncompleteTrial trial = trial(ImputationStrategy.COPY_REFERENCE);

            assertThat(estimate(SMALL.inParallel(), trial)).isEqualTo(estimate(SMALL, trial));
            assertThat(estimate(SMALL.with(ParameterDraws.bootstrap()).inParallel(), trial))
                    .isEqualTo(estimate(SMALL.with(ParameterDraws.bootstrap()), trial));
        }

        @Test
        void anImputationDoesNotDependOnTheirNumber() {
            IncompleteTrial trial = trial(ImputationStrategy.JUMP_TO_REFERENCE);

            assertThat(SMALL.with(3).impute(trial, 2)).isEqualTo(SMALL.with(300).impute(trial, 2));
            assertThat(SMALL.impute(trial, 2)).isNotEqualTo(SMALL.impute(trial, 3));
            assertThat(SMALL.impute(trial, 2).orElseThrow()).hasSize(trial.missing());
        }

        @Test
        void anotherSeedGivesOtherDraws() {
            IncompleteTrial trial = trial(ImputationStrategy.JUMP_TO_REFERENCE);

            assertThat(estimate(MultipleImputation.withDefaults(8).with(20), trial)
                            .estimate())
                    .isNotEqualTo(estimate(SMALL, trial).estimate());
        }
    }

    /** With complete data &Sigma; has an inverse Wishart posterior whose mean is the REML estimate under this prior. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void thePosteriorOfCompleteDataIsKnown(int steps) {
        MmrmFit fit = Mmrm.withDefaults()
                .fit(
                        MmrmModel.parse(GappyTrial.US),
                        new GappyTrial(60, 2, 4).with(0, 0).table())
                .orElseThrow();
        MmrmPosterior posterior = fit.posterior();
        int draws = 3000;
        double[] mean = new double[6];
        double[] square = new double[6];
        for (int k = 0; k < draws; k++) {
            MmrmPosterior.Draw draw =
                    posterior.draw(new CounterRandom(11, k), steps + 2).orElseThrow();
            double[] values = {
                draw.coefficients()[0],
                draw.coefficients()[2],
                draw.coefficients()[5],
                draw.covariances().get("all")[0][0],
                draw.covariances().get("all")[0][1],
                draw.covariances().get("all")[1][1]
            };
            for (int i = 0; i < 6; i++) {
                mean[i] += values[i] / draws;
                square[i] += values[i] * values[i] / draws;
            }
        }
        double[][] sigma = fit.covarianceMatrices().get("all");
        double[] expected = {
            fit.estimates()[0], fit.estimates()[2], fit.estimates()[5], sigma[0][0], sigma[0][1], sigma[1][1]
        };
        for (int i = 0; i < 6; i++) {
            double deviation = Math.sqrt(square[i] - mean[i] * mean[i]);
            assertThat(mean[i]).as("moment " + i).isCloseTo(expected[i], within(4.5 * deviation / Math.sqrt(draws)));
        }
        // inverse Wishart of order 2, 4 + 60 - 3 degrees of freedom: Var = 2 mean^2 / (df - 2 - 3)
        double variance = 2 * sigma[0][0] * sigma[0][0] / (61 - 2 - 3);
        assertThat((square[3] - mean[3] * mean[3]) / variance).isCloseTo(1, within(0.12));
    }

    /** Two fifths of the second visit are missing: every subject's unobserved residual must count. */
    @Test
    void thePosteriorOfALargeTrialWithDropoutsIsCentredAtTheFit() {
        MmrmFit fit = Mmrm.withDefaults()
                .fit(
                        MmrmModel.parse(GappyTrial.US),
                        new GappyTrial(400, 2, 4).with(0.4, 0).table())
                .orElseThrow();
        MmrmPosterior posterior = fit.posterior();
        double[][] sigma = fit.covarianceMatrices().get("all");
        double[][] mean = new double[2][2];
        int draws = 500;
        for (int k = 0; k < draws; k++) {
            double[][] drawn = posterior
                    .draw(new CounterRandom(12, k), 15)
                    .orElseThrow()
                    .covariances()
                    .get("all");
            for (int a = 0; a < 4; a++) {
                mean[a / 2][a % 2] += drawn[a / 2][a % 2] / draws;
            }
        }

        assertThat(mean[0][0] / sigma[0][0]).isCloseTo(1, within(0.04));
        assertThat(mean[1][0] / sigma[1][0]).isCloseTo(1, within(0.04));
        assertThat(mean[1][1] / sigma[1][1]).isCloseTo(1, within(0.04));
    }

    @Test
    void resultsSayWhatImputationAdds() {
        IncompleteTrial trial = trial(ImputationStrategy.MISSING_AT_RANDOM);
        ImputedAnalyses analyses = SMALL.analyse(trial).orElseThrow();

        List<EffectEstimate> estimates = analyses.at().orElseThrow();

        assertThat(estimates).hasSize(4 * 3);
        assertThat(analyses.dataSets()).isEqualTo(20);
        EffectEstimate.ImputationError error =
                analyses.at(LAST).orElseThrow().imputation().orElseThrow();
        assertThat(error.variances().missingInformation()).isBetween(0.01, 0.9);
        assertThat(error.monteCarloError())
                .isCloseTo(Math.sqrt(error.variances().between() / 20), within(1e-12));
        assertThat(analyses.estimands())
                .containsOnlyKeys(ImputationStrategy.MISSING_AT_RANDOM)
                .containsValue(ImputationStrategy.MISSING_AT_RANDOM.estimand());
    }

    @Test
    void posteriorDrawsNeedAnUnstructuredCovarianceAndTheBootstrapDoesNot() {
        IncompleteTrial trial = new GappyTrial(60, 4, 2)
                .trial(
                        "CHG ~ BASE*VISIT + ARM*VISIT + toeph(VISIT | SUBJ)",
                        ImputationStrategy.COPY_INCREMENTS_IN_REFERENCE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.analyse(trial))
                .withMessageContaining("bootstrap");
        assertThat(estimate(SMALL.with(ParameterDraws.bootstrap()), trial).standardError())
                .isPositive();
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SMALL.with(1));
        assertThatIllegalArgumentException().isThrownBy(() -> SMALL.withConfidenceLevel(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterDraws.Posterior(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterDraws.Bootstrap(0));
    }
}
