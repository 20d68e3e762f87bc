package org.equipoise.stats.domain.survival;

import java.util.Arrays;

/**
 * The logarithm of the partial likelihood at one &beta;, its gradient U and its information I (minus the second derivatives), in
 * standardized covariates. Weights exp(x'&beta;) are taken relative to the largest one of the stratum, so that none overflows.
 */
final class PartialLikelihood {

    private final CoxRows data;
    private final TieHandling ties;
    private final double[] predictors;
    private final int columns;
    private final double[] gradient;
    private final double[][] information;
    private double value;

    PartialLikelihood(CoxRows data, TieHandling ties, double[] beta) {
        this.data = data;
        this.ties = ties;
        this.columns = beta.length;
        this.predictors = new double[data.rows()];
        this.gradient = new double[columns];
        this.information = new double[columns][columns];
        for (int row = 0; row < predictors.length; row++) {
            predictors[row] = product(data.row(row), beta);
        }
        evaluate();
    }

    private static double product(double[] left, double[] right) {
        double sum = 0;
        for (int j = 0; j < left.length; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }

    private void evaluate() {
        RiskSums sums = null;
        int start = -1;
        for (CoxRows.Moment moment : data.moments()) {
            if (moment.start() != start) {
                start = moment.start();
                sums = new RiskSums(columns);
            }
            for (int row = moment.from(); row < moment.to(); row++) {
                sums.add(predictors[row], data.row(row));
            }
            if (moment.events().length > 0) {
                switch (ties) {
                    case BRESLOW -> breslow(moment, sums);
                    case EFRON -> efron(moment, sums);
                    case EXACT -> exact(moment);
                }
            }
        }
    }

    private void addEvents(CoxRows.Moment moment) {
        for (int row : moment.events()) {
            value += predictors[row];
            for (int j = 0; j < columns; j++) {
                gradient[j] += data.row(row)[j];
            }
        }
    }

    private void breslow(CoxRows.Moment moment, RiskSums sums) {
        addEvents(moment);
        subtract(sums, moment.events().length);
    }

    private void efron(CoxRows.Moment moment, RiskSums sums) {
        addEvents(moment);
        int count = moment.events().length;
        RiskSums tied = new RiskSums(columns);
        for (int row : moment.events()) {
            tied.add(predictors[row], data.row(row));
        }
        for (int gone = 0; gone < count; gone++) {
            subtract(gone == 0 ? sums : sums.without(tied, (double) gone / count), 1);
        }
    }

    private void subtract(RiskSums sums, int times) {
        value -= times * sums.logTotal();
        for (int i = 0; i < columns; i++) {
            gradient[i] -= times * sums.mean(i);
            for (int j = 0; j < columns; j++) {
                information[i][j] += times * sums.covariance(i, j);
            }
        }
    }

    /**
     * The exact conditional probability that just these of those at risk have the event. Log sums, means and covariances over all subsets of
     * k members are built up member by member: a subset of the first m has member m with probability w<sub>m</sub>E<sub>k&minus;1</sub>/E<sub>k</sub>.
     */
    private void exact(CoxRows.Moment moment) {
        addEvents(moment);
        int count = moment.events().length;
        int atRisk = moment.to() - moment.start();
        if (count == atRisk) {
            for (int row = moment.start(); row < moment.to(); row++) {
                value -= predictors[row];
                for (int j = 0; j < columns; j++) {
                    gradient[j] -= data.row(row)[j];
                }
            }
            return;
        }
        SubsetMoments subsets = new SubsetMoments(count, columns);
        for (int row = moment.start(); row < moment.to(); row++) {
            subsets.include(predictors[row], data.row(row), moment.to() - row - 1);
        }
        value -= subsets.logTotal();
        for (int i = 0; i < columns; i++) {
            gradient[i] -= subsets.mean(i);
            for (int j = 0; j < columns; j++) {
                information[i][j] += subsets.covariance(i, j);
            }
        }
    }

    double value() {
        return value;
    }

    double[] gradient() {
        return gradient.clone();
    }

    double[][] information() {
        return Arrays.stream(information).map(double[]::clone).toArray(double[][]::new);
    }

    double predictor(int row) {
        return predictors[row];
    }
}
