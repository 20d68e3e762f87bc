package org.equipoise.stats.domain.proportions;

import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * An odds ratio or a risk ratio.
 *
 * @param estimate the ratio, above 0
 * @param logStandardError the standard error of its logarithm
 * @param interval the interval exp(ln estimate &plusmn; z standard error)
 */
public record RatioEstimate(double estimate, double logStandardError, ConfidenceInterval interval) {

    static RatioEstimate of(double estimate, double logStandardError, double level) {
        double half = StandardNormal.upperQuantile((1 - level) / 2) * logStandardError;
        ConfidenceInterval interval =
                new ConfidenceInterval(estimate * Math.exp(-half), estimate * Math.exp(half), level);
        return new RatioEstimate(estimate, logStandardError, interval);
    }
}
