package org.equipoise.stats.domain.proportions;

import java.util.List;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.MonotoneRoot;

/** Whether the strata have one odds ratio: Breslow and Day's statistic with Tarone's correction. */
final class HomogeneityTest {

    private HomogeneityTest() {}

    static Outcome<TestStatistic> of(List<TwoProportions> strata, double oddsRatio) {
        double statistic = 0;
        double excess = 0;
        double variances = 0;
        int used = 0;
        for (TwoProportions stratum : strata) {
            double n1 = stratum.first().total();
            double n2 = stratum.second().total();
            double m = (double) stratum.first().count() + stratum.second().count();
            if (m > 0 && m < n1 + n2) {
                double a = expected(n1, n2, m, oddsRatio);
                double variance = 1 / (1 / a + 1 / (m - a) + 1 / (n1 - a) + 1 / (n2 - m + a));
                double difference = stratum.first().count() - a;
                statistic += difference * difference / variance;
                excess += difference;
                variances += variance;
                used++;
            }
        }
        if (used < 2) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "Only " + used + " strata have responders and others in both arms together.",
                    "Homogeneity needs at least two such strata.");
        }
        return Outcome.computed(TestStatistic.of(Math.max(0, statistic - excess * excess / variances), used - 1));
    }

    /** The number of responders in the first arm for which the stratum's odds ratio is the common one. */
    private static double expected(double n1, double n2, double m, double oddsRatio) {
        double logRatio = Math.log(oddsRatio);
        return MonotoneRoot.between(
                a -> Math.log(a) + Math.log(n2 - m + a) - Math.log(m - a) - Math.log(n1 - a) - logRatio,
                Math.max(0, m - n2),
                Math.min(n1, m));
    }
}
