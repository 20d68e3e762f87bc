package org.equipoise.stats.domain.proportions;

import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * A risk difference.
 *
 * @param estimate share of the first minus share of the second arm
 * @param standardError its standard error
 * @param interval the interval estimate &plusmn; z standard error
 */
public record RiskDifference(double estimate, double standardError, ConfidenceInterval interval) {

    static RiskDifference of(double estimate, double standardError, double level) {
        double half = StandardNormal.upperQuantile((1 - level) / 2) * standardError;
        return new RiskDifference(
                estimate, standardError, new ConfidenceInterval(estimate - half, estimate + half, level));
    }
}
