package org.equipoise.stats.domain.survival;

/**
 * Each participant's part of the score at the maximum. At an event time with d events, and with 1/d of Efron's d steps of the risk set each,
 * a member i at risk loses c<sub>i</sub>w<sub>i</sub>(x<sub>i</sub> &minus; E)/S and one with the event gains the mean of x<sub>i</sub> &minus; E;
 * c<sub>i</sub> is 1, or 1 &minus; l/d for those with the event in step l.
 */
final class ScoreResiduals {

    private final CoxRows data;
    private final PartialLikelihood likelihood;
    private final double[][] residuals;

    private ScoreResiduals(CoxRows data, PartialLikelihood likelihood) {
        this.data = data;
        this.likelihood = likelihood;
        this.residuals = new double[data.rows()][data.columns()];
    }

    static double[][] of(CoxRows data, TieHandling ties, PartialLikelihood likelihood) {
        ScoreResiduals result = new ScoreResiduals(data, likelihood);
        RiskSums sums = null;
        int start = -1;
        for (CoxRows.Moment moment : data.moments()) {
            if (moment.start() != start) {
                start = moment.start();
                sums = new RiskSums(data.columns());
            }
            for (int row = moment.from(); row < moment.to(); row++) {
                sums.add(likelihood.predictor(row), data.row(row));
            }
            result.add(moment, ties, sums);
        }
        return result.residuals;
    }

    private void add(CoxRows.Moment moment, TieHandling ties, RiskSums sums) {
        int count = moment.events().length;
        RiskSums tied = new RiskSums(data.columns());
        for (int row : moment.events()) {
            tied.add(likelihood.predictor(row), data.row(row));
        }
        for (int gone = 0; gone < count; gone++) {
            double part = ties == TieHandling.EFRON ? (double) gone / count : 0;
            RiskSums rest = part == 0 ? sums : sums.without(tied, part);
            for (int row = moment.start(); row < moment.to(); row++) {
                addTo(row, rest, -rest.share(likelihood.predictor(row)));
            }
            for (int row : moment.events()) {
                addTo(row, rest, 1.0 / count + part * rest.share(likelihood.predictor(row)));
            }
        }
    }

    private void addTo(int row, RiskSums sums, double factor) {
        for (int j = 0; j < residuals[row].length; j++) {
            residuals[row][j] += factor * (data.row(row)[j] - sums.mean(j));
        }
    }
}
