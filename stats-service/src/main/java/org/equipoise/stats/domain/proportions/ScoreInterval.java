package org.equipoise.stats.domain.proportions;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Score intervals of a difference of shares, common to all strata.
 *
 * <p>With the weights w = n&#8321;n&#8322;/N the statistic &sum; w(d &minus; &delta;)/&radic;(&sum; w&sup2;V(&delta;)) falls in
 * &delta;; the limits are where it is &plusmn;z.
 */
final class ScoreInterval {

    private final List<TwoProportions> strata;
    private final List<RestrictedLikelihood> likelihoods = new ArrayList<>();
    private final boolean small;

    private ScoreInterval(List<TwoProportions> strata, boolean small) {
        this.strata = strata;
        this.small = small;
        for (TwoProportions stratum : strata) {
            likelihoods.add(new RestrictedLikelihood(stratum.first(), stratum.second()));
        }
    }

    /** The interval; small says whether variances are multiplied by N/(N &minus; 1). */
    static ConfidenceInterval of(List<TwoProportions> strata, boolean small, double level) {
        double z = StandardNormal.upperQuantile((1 - ConfidenceInterval.requireLevel(level)) / 2);
        ScoreInterval score = new ScoreInterval(strata, small);
        double estimate = score.estimate();
        double lower =
                estimate <= -1 ? -1 : MonotoneRoot.between(difference -> z - score.statistic(difference), -1, estimate);
        double upper =
                estimate >= 1 ? 1 : MonotoneRoot.between(difference -> -z - score.statistic(difference), estimate, 1);
        return new ConfidenceInterval(Math.min(lower, estimate), Math.max(upper, estimate), level);
    }

    private double estimate() {
        double sum = 0;
        double weights = 0;
        for (TwoProportions stratum : strata) {
            double weight = StratifiedResponders.weight(stratum);
            sum += weight * stratum.difference();
            weights += weight;
        }
        return sum / weights;
    }

    private double statistic(double difference) {
        double sum = 0;
        double variance = 0;
        for (int i = 0; i < strata.size(); i++) {
            TwoProportions stratum = strata.get(i);
            double weight = StratifiedResponders.weight(stratum);
            double total = (double) stratum.first().total() + stratum.second().total();
            double factor = small ? total / (total - 1) : 1;
            sum += weight * (stratum.difference() - difference);
            variance += weight * weight * factor * likelihoods.get(i).variance(difference);
        }
        return sum == 0 ? 0 : sum / Math.sqrt(variance);
    }
}
