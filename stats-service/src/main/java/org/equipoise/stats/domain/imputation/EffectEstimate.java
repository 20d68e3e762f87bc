package org.equipoise.stats.domain.imputation;

import java.util.Optional;
import org.equipoise.stats.domain.ConfidenceInterval;

/**
 * An effect estimated from imputed data.
 *
 * @param effect what is estimated
 * @param estimate in units of the response
 * @param standardError its standard error: the jackknife's, or the root of Rubin's total variance
 * @param degreesOfFreedom Barnard and Rubin's; +&infin; for the jackknife, whose test is the normal one
 * @param interval the two-sided confidence interval
 * @param twoSidedP the p-value for an effect of 0
 * @param imputation what the imputation adds; empty for conditional means, which have no Monte Carlo error
 */
public record EffectEstimate(
        Effect effect,
        double estimate,
        double standardError,
        double degreesOfFreedom,
        ConfidenceInterval interval,
        double twoSidedP,
        Optional<ImputationError> imputation) {

    /**
     * The part of imputation.
     *
     * @param variances within and between imputations, and the fraction of missing information
     * @param monteCarloError the standard error of the estimate that is due to the finite number m of imputations,
     *     &radic;(B/m)
     */
    public record ImputationError(PooledEstimate.Variances variances, double monteCarloError) {}
}
