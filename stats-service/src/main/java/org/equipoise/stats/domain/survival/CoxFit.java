package org.equipoise.stats.domain.survival;

import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.ChiSquared;
import org.equipoise.stats.domain.numerics.HouseholderQr;
import org.equipoise.stats.domain.numerics.StandardNormal;

/** A fitted proportional-hazards model; made by {@link ProportionalHazards#fit}. Immutable. */
public final class CoxFit {

    private final ProportionalHazards regression;
    private final List<String> names;
    private final CoxRows data;
    private final CoxSearch.Maximum maximum;
    private final double[][] covariance;

    private CoxFit(
            ProportionalHazards regression,
            List<String> names,
            CoxRows data,
            CoxSearch.Maximum maximum,
            double[][] covariance) {
        this.regression = regression;
        this.names = names;
        this.data = data;
        this.maximum = maximum;
        this.covariance = covariance;
    }

    static Outcome<CoxFit> of(
            ProportionalHazards regression, List<String> names, CoxRows data, CoxSearch.Maximum maximum) {
        double[][] inverse = inverse(maximum.atMaximum().information());
        double[][] covariance = switch (regression.variance()) {
            case MODEL_BASED -> inverse;
            case ROBUST -> sandwich(data, regression.ties(), maximum.atMaximum(), inverse);
        };
        for (int j = 0; j < covariance.length; j++) {
            double error = Math.sqrt(covariance[j][j]) / data.unit(j);
            double estimate = maximum.beta()[j] / data.unit(j);
            if (!(error > 0 && error < Double.MAX_VALUE && Math.abs(estimate) < Double.MAX_VALUE)) {
                return Outcome.notComputed(
                        Outcome.Reason.OUT_OF_RANGE,
                        "A coefficient or its standard error leaves the range of double precision.",
                        "Give covariates in units in which they vary by about 1.");
            }
        }
        return Outcome.computed(new CoxFit(regression, names, data, maximum, covariance));
    }

    private static double[][] inverse(double[][] matrix) {
        HouseholderQr qr = new HouseholderQr(matrix);
        double[][] result = new double[matrix.length][];
        for (int j = 0; j < result.length; j++) {
            double[] unit = new double[matrix.length];
            unit[j] = 1;
            result[j] = qr.solve(qr.rotate(unit));
        }
        return result;
    }

    private static double[][] sandwich(
            CoxRows data, TieHandling ties, PartialLikelihood likelihood, double[][] inverse) {
        int p = inverse.length;
        double[][] result = new double[p][p];
        for (double[] residual : ScoreResiduals.of(data, ties, likelihood)) {
            double[] change = new double[p];
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    change[i] += inverse[i][j] * residual[j];
                }
            }
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    result[i][j] += change[i] * change[j];
                }
            }
        }
        return result;
    }

    /**
     * The columns of the design.
     *
     * @return their names, p of them
     */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * The number of participants.
     *
     * @return complete rows
     */
    public int observations() {
        return data.rows();
    }

    /**
     * The number of events among them.
     *
     * @return events
     */
    public int events() {
        return data.events();
    }

    /**
     * The logarithm of the partial likelihood at its maximum.
     *
     * @return the logarithm; for Breslow's and Efron's ties as in R's survival, for exact ties that of the conditional likelihood
     */
    public double logLikelihood() {
        return maximum.atMaximum().value();
    }

    /**
     * The coefficients.
     *
     * @return one for each column
     */
    public List<CoxCoefficient> coefficients() {
        return IntStream.range(0, names.size())
                .mapToObj(j -> new CoxCoefficient(names.get(j), ratio(j)))
                .toList();
    }

    private HazardRatio ratio(int column) {
        double beta = maximum.beta()[column] / data.unit(column);
        double error = Math.sqrt(covariance[column][column]) / data.unit(column);
        double half = StandardNormal.upperQuantile((1 - regression.confidenceLevel()) / 2) * error;
        double p = Math.min(1, 2 * StandardNormal.above(Math.abs(beta) / error));
        return new HazardRatio(
                Math.exp(beta),
                beta,
                error,
                p,
                new ConfidenceInterval(Math.exp(beta - half), Math.exp(beta + half), regression.confidenceLevel()));
    }

    /**
     * The covariance of the coefficients.
     *
     * @return p &times; p, model-based or robust as asked for
     */
    public double[][] covariance() {
        double[][] result = new double[names.size()][names.size()];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < result.length; j++) {
                result[i][j] = covariance[i][j] / data.unit(i) / data.unit(j);
            }
        }
        return result;
    }

    /**
     * Wald's test of all coefficients, with the covariance asked for.
     *
     * @return &beta;'V&#8315;&sup1;&beta;
     */
    public CoxTest waldTest() {
        return test(form(inverse(covariance), maximum.beta()));
    }

    /**
     * The score test of all coefficients, which is the log-rank test for one factor without tied times.
     *
     * @return U(0)'I(0)&#8315;&sup1;U(0)
     */
    public CoxTest scoreTest() {
        return test(
                form(inverse(maximum.atZero().information()), maximum.atZero().gradient()));
    }

    /**
     * The likelihood ratio test of all coefficients.
     *
     * @return twice the gain in the logarithm of the partial likelihood
     */
    public CoxTest likelihoodRatioTest() {
        return test(2 * (maximum.atMaximum().value() - maximum.atZero().value()));
    }

    private CoxTest test(double statistic) {
        double chi = Math.max(0, statistic);
        return new CoxTest(chi, names.size(), ChiSquared.above(chi, names.size()));
    }

    private static double form(double[][] matrix, double[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                sum += vector[i] * matrix[i][j] * vector[j];
            }
        }
        return sum;
    }
}
