package org.equipoise.stats.domain.survival;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Cox's proportional-hazards model of two arms, also in strata.
 *
 * <p>The log hazard ratio &beta; of the first to the second arm solves U(&beta;) = &sum;(d&#8321; &minus; E(d&#8321; | &beta;)) =
 * 0 over all event times; its variance is 1/&sum; var(d&#8321; | &beta;). U falls in &beta;, so that the root is bracketed. Source:
 * Cox, JRSS B 1972;34:187.
 *
 * @param ties how events at the same time are treated
 */
public record CoxRegression(TieHandling ties) {

    private static final double FARTHEST = 30;

    /** Refuses null. */
    public CoxRegression {
        Objects.requireNonNull(ties, "ties");
    }

    /**
     * Estimates the hazard ratio.
     *
     * @param arms the times of both arms
     * @param level the coverage of the interval
     * @return the ratio. Not computed if it would be 0 or infinite
     */
    public Outcome<HazardRatio> fit(TwoArms arms, double level) {
        return fit(List.of(arms), level);
    }

    /**
     * Estimates the hazard ratio that strata have in common.
     *
     * @param strata the times of both arms in each stratum
     * @param level the coverage of the interval
     * @return the ratio. Not computed if it would be 0 or infinite
     */
    public Outcome<HazardRatio> fit(List<TwoArms> strata, double level) {
        ConfidenceInterval.requireLevel(level);
        List<TwoArms.RiskSet> sets = strata.stream()
                .flatMap(stratum -> stratum.riskSets().stream())
                .filter(set -> set.firstAtRisk() > 0 && set.secondAtRisk() > 0)
                .toList();
        if (!(moments(sets, FARTHEST).score < -1e-6 && moments(sets, -FARTHEST).score > 1e-6)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "While both arms are at risk only one of them has events, or none has.",
                    "Use the log-rank test, or wait for more events.");
        }
        OptionalDouble root = MonotoneRoot.find(beta -> -moments(sets, beta).score, 0, 0.5, 2 * FARTHEST);
        double beta = root.orElseThrow();
        double error = 1 / Math.sqrt(moments(sets, beta).information);
        double half = StandardNormal.upperQuantile((1 - level) / 2) * error;
        double p = Math.min(1, 2 * StandardNormal.above(Math.abs(beta) / error));
        ConfidenceInterval interval = new ConfidenceInterval(Math.exp(beta - half), Math.exp(beta + half), level);
        return Outcome.computed(new HazardRatio(Math.exp(beta), beta, error, p, interval));
    }

    private Moments moments(List<TwoArms.RiskSet> sets, double beta) {
        Moments moments = new Moments();
        for (TwoArms.RiskSet set : sets) {
            switch (ties) {
                case BRESLOW -> moments.breslow(set, beta);
                case EFRON -> moments.efron(set, beta);
                case EXACT -> moments.exact(set, beta);
            }
        }
        return moments;
    }

    /** The score and the information at one &beta;. */
    private static final class Moments {

        private double score;
        private double information;

        void breslow(TwoArms.RiskSet set, double beta) {
            double share = share(set.firstAtRisk(), set.secondAtRisk(), beta);
            score += set.firstEvents() - set.events() * share;
            information += set.events() * share * (1 - share);
        }

        void efron(TwoArms.RiskSet set, double beta) {
            score += set.firstEvents();
            for (int gone = 0; gone < set.events(); gone++) {
                double part = (double) gone / set.events();
                double share = share(
                        set.firstAtRisk() - part * set.firstEvents(),
                        set.secondAtRisk() - part * set.secondEvents(),
                        beta);
                score -= share;
                information += share * (1 - share);
            }
        }

        /** Mean and variance of the noncentral hypergeometric distribution, its weights scaled to the largest one. */
        void exact(TwoArms.RiskSet set, double beta) {
            int from = Math.max(0, set.events() - set.secondAtRisk());
            int to = Math.min(set.events(), set.firstAtRisk());
            double[] logs = new double[to - from + 1];
            double largest = 0;
            for (int i = 1; i < logs.length; i++) {
                double k = (double) from + i;
                logs[i] = logs[i - 1]
                        + beta
                        + Math.log((set.firstAtRisk() - k + 1)
                                * (set.events() - k + 1)
                                / (k * (set.secondAtRisk() - set.events() + k)));
                largest = Math.max(largest, logs[i]);
            }
            double sum = 0;
            double mean = 0;
            double square = 0;
            for (int i = 0; i < logs.length; i++) {
                double weight = Math.exp(logs[i] - largest);
                sum += weight;
                mean += weight * i;
                square += weight * i * i;
            }
            mean /= sum;
            score += set.firstEvents() - from - mean;
            information += square / sum - mean * mean;
        }

        private static double share(double first, double second, double beta) {
            return first / (first + second * Math.exp(-beta));
        }
    }
}
