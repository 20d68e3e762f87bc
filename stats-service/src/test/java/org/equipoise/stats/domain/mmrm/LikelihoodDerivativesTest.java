package org.equipoise.stats.domain.mmrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.equipoise.stats.domain.linearmodel.DataTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The analytic gradient and Hessian of the likelihood against differences of its values. */
class LikelihoodDerivativesTest {

    private static final double STEP = 1e-4;
    private static final int VISITS = 3;

    private final DataTable table =
            new SimulatedTrial(30, VISITS, 11).withMissing(0.2).table();

    private Likelihood likelihood(Estimation estimation) {
        Observations observations =
                new Observations(MmrmModel.parse("CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT|SUBJ)"), table);
        return new Likelihood(OrthogonalDesign.of(observations).orElseThrow(), VISITS, estimation);
    }

    private static double value(Likelihood likelihood, GroupedCovariance covariance, double... theta) {
        return likelihood.at(covariance.covariances(theta)).orElseThrow().value();
    }

    private static double[] moved(double[] theta, int i, double by) {
        double[] moved = theta.clone();
        moved[i] += by;
        return moved;
    }

    private static ParameterDerivatives derivatives(
            Likelihood likelihood, GroupedCovariance covariance, double[] theta) {
        Likelihood.Point point = likelihood.at(covariance.covariances(theta)).orElseThrow();
        return ParameterDerivatives.of(new EntryDerivatives(likelihood, point, 1), covariance, theta);
    }

    private void checkAgainstDifferences(Estimation estimation, CovarianceStructure structure) {
        Likelihood likelihood = likelihood(estimation);
        GroupedCovariance covariance = new GroupedCovariance(structure.unconstrained(VISITS), 1);
        double[] theta = covariance.resembling(new MomentEstimate(likelihood, 1).matrices());
        ParameterDerivatives exact = derivatives(likelihood, covariance, theta);
        int k = theta.length;
        for (int i = 0; i < k; i++) {
            double[] above = moved(theta, i, STEP);
            double[] below = moved(theta, i, -STEP);
            double slope = (value(likelihood, covariance, above) - value(likelihood, covariance, below)) / (2 * STEP);
            assertThat(exact.gradient()[i]).isCloseTo(slope, within(1e-6 * Math.max(10, Math.abs(slope))));
            double[] gradientAbove = derivatives(likelihood, covariance, above).gradient();
            double[] gradientBelow = derivatives(likelihood, covariance, below).gradient();
            for (int j = 0; j < k; j++) {
                double curvature = (gradientAbove[j] - gradientBelow[j]) / (2 * STEP);
                assertThat(exact.observed()[i * k + j])
                        .isCloseTo(curvature, within(1e-6 * Math.max(100, Math.abs(curvature))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CovarianceStructure.class)
    void restrictedLikelihood(CovarianceStructure structure) {
        checkAgainstDifferences(Estimation.REML, structure);
    }

    @ParameterizedTest
    @EnumSource(CovarianceStructure.class)
    void likelihood(CovarianceStructure structure) {
        checkAgainstDifferences(Estimation.ML, structure);
    }
}
