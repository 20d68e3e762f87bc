package org.equipoise.stats.domain.imputation;

import org.equipoise.stats.domain.ConfidenceInterval;

/**
 * An estimate pooled over imputed data sets.
 *
 * @param estimate the mean of the estimates
 * @param standardError the root of the total variance
 * @param degreesOfFreedom Barnard and Rubin's degrees of freedom
 * @param twoSidedP the p-value for an effect of 0
 * @param interval the confidence interval
 * @param variances where the variance comes from
 */
public record PooledEstimate(
        double estimate,
        double standardError,
        double degreesOfFreedom,
        double twoSidedP,
        ConfidenceInterval interval,
        Variances variances) {

    /**
     * The parts of the variance.
     *
     * @param within the mean of the squared standard errors
     * @param between the variance of the estimates
     * @param relativeIncrease what nonresponse adds, relative to the variance within; +&infin; if that is 0
     * @param missingInformation the fraction of information that is missing
     */
    public record Variances(double within, double between, double relativeIncrease, double missingInformation) {}
}
