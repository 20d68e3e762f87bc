package org.equipoise.stats.domain.survival;

import java.util.List;
import java.util.Objects;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.ChiSquared;

/**
 * The log-rank test of equal survival in two arms, also in strata and weighted.
 *
 * <p>At each event time, given n at risk (n&#8321; of them in the first arm) and d events, the events of the first arm have
 * the mean dn&#8321;/n and the variance d(n&#8321;/n)(1 &minus; n&#8321;/n)(n &minus; d)/(n &minus; 1). Differences and variances
 * are added over times and strata, the differences times a weight w and the variances times w&sup2;. Source: Mantel, Cancer
 * Chemotherapy Reports 1966;50:163; Harrington and Fleming, Biometrika 1982;69:553.
 *
 * @param weight how event times are weighted
 */
public record LogRankTest(Weight weight) {

    /** How event times are weighted. */
    public enum Weight {
        /** All alike: the log-rank test. */
        EQUAL,
        /** By the pooled survival just before: Peto and Peto's form of Wilcoxon's test, stronger for early differences. */
        PETO_PETO
    }

    /** Refuses null. */
    public LogRankTest {
        Objects.requireNonNull(weight, "weight");
    }

    /**
     * Compares two arms.
     *
     * @param arms their times
     * @return the test. Not computed if there is no event while both arms are at risk
     */
    public Outcome<LogRankResult> test(TwoArms arms) {
        return test(List.of(arms));
    }

    /**
     * Compares two arms within strata.
     *
     * @param strata the times of both arms in each stratum
     * @return the test. Not computed if there is no event while both arms of a stratum are at risk
     */
    public Outcome<LogRankResult> test(List<TwoArms> strata) {
        Sums sums = new Sums();
        for (TwoArms stratum : strata) {
            double survival = 1;
            for (TwoArms.RiskSet set : stratum.riskSets()) {
                sums.add(set, weight == Weight.EQUAL ? 1 : survival);
                survival *= (set.atRisk() - set.events()) / set.atRisk();
            }
        }
        if (!(sums.variance > 0)) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "There is no event while both arms of a stratum are at risk.",
                    "Wait for more events, or merge strata.");
        }
        double difference = sums.observedFirst - sums.expectedFirst;
        double statistic = difference * difference / sums.variance;
        return Outcome.computed(new LogRankResult(
                statistic,
                ChiSquared.above(statistic, 1),
                difference / Math.sqrt(sums.variance),
                new LogRankResult.Counts(sums.observedFirst, sums.expectedFirst),
                new LogRankResult.Counts(sums.observedSecond, sums.expectedSecond),
                sums.variance));
    }

    /** Weighted sums over event times. */
    private static final class Sums {

        private double observedFirst;
        private double expectedFirst;
        private double observedSecond;
        private double expectedSecond;
        private double variance;

        void add(TwoArms.RiskSet set, double weight) {
            double n = set.atRisk();
            double d = set.events();
            double share = set.firstAtRisk() / n;
            observedFirst += weight * set.firstEvents();
            observedSecond += weight * set.secondEvents();
            expectedFirst += weight * d * share;
            expectedSecond += weight * d * (1 - share);
            if (n > 1) {
                variance += weight * weight * d * share * (1 - share) * (n - d) / (n - 1);
            }
        }
    }
}
