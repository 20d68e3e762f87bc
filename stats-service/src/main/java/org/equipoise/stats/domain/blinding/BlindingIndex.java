package org.equipoise.stats.domain.blinding;

import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * A blinding index.
 *
 * @param estimate the index
 * @param standardError its standard error
 * @param interval the interval estimate &plusmn; z standard error
 */
public record BlindingIndex(double estimate, double standardError, ConfidenceInterval interval) {

    static BlindingIndex of(double estimate, double variance, double level) {
        double error = Math.sqrt(Math.max(0, variance));
        double half = StandardNormal.upperQuantile((1 - ConfidenceInterval.requireLevel(level)) / 2) * error;
        return new BlindingIndex(estimate, error, new ConfidenceInterval(estimate - half, estimate + half, level));
    }
}
