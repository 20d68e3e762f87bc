package org.equipoise.stats.domain.ancova;

import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * The difference between the least-squares means of two arms.
 *
 * @param arm the arm of interest
 * @param reference the arm that is subtracted
 * @param estimate mean of the arm minus mean of the reference, in units of the response
 * @param standardError its standard error
 * @param degreesOfFreedom the residual degrees of freedom
 * @param t estimate divided by standard error
 * @param twoSidedP P(|T| &gt; |t|)
 * @param greaterP one-sided p-value for the alternative that the arm's mean is greater: P(T &gt; t)
 * @param lessP one-sided p-value for the alternative that the arm's mean is less: P(T &lt; t)
 * @param lower lower end of the two-sided confidence interval
 * @param upper upper end of the interval
 */
public record ArmContrast(
        String arm,
        String reference,
        double estimate,
        double standardError,
        int degreesOfFreedom,
        double t,
        double twoSidedP,
        double greaterP,
        double lessP,
        double lower,
        double upper) {

    /**
     * The statistic on the z scale that has the same one-sided p-value, for use with a group-sequential boundary.
     *
     * @return z with P(Z &gt; z) = {@link #greaterP}; its negative has P(Z &gt; &minus;z) = {@link #lessP}
     */
    public double z() {
        return greaterP < 0.5 ? StandardNormal.upperQuantile(greaterP) : -StandardNormal.upperQuantile(lessP);
    }
}
