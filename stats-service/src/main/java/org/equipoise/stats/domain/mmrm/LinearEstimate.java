package org.equipoise.stats.domain.mmrm;

/**
 * The estimate of a linear function of the fixed effects.
 *
 * @param estimate in units of the response
 * @param standardError its standard error
 * @param degreesOfFreedom of the t distribution, infinite for the normal
 * @param t estimate divided by standard error
 * @param twoSidedP P(|T| &gt; |t|)
 * @param lower lower end of the two-sided confidence interval
 * @param upper upper end of the interval
 */
public record LinearEstimate(
        double estimate,
        double standardError,
        double degreesOfFreedom,
        double t,
        double twoSidedP,
        double lower,
        double upper) {}
