package org.equipoise.stats.domain.survival;

import org.equipoise.stats.domain.ConfidenceInterval;

/**
 * The hazard of the first arm relative to the second.
 *
 * @param estimate the ratio
 * @param logEstimate its logarithm
 * @param logStandardError the standard error of the logarithm
 * @param twoSidedP Wald's p-value
 * @param interval exp(logarithm &plusmn; z standard error)
 */
public record HazardRatio(
        double estimate, double logEstimate, double logStandardError, double twoSidedP, ConfidenceInterval interval) {}
