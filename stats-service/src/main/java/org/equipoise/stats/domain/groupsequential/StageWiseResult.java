package org.equipoise.stats.domain.groupsequential;

/**
 * P-value, estimate and interval by the stage-wise ordering. Effects are drifts, the mean of Z at an information fraction
 * of 1.
 *
 * @param greaterP the one-sided p-value for a positive effect
 * @param medianUnbiased the estimate that is too large as often as too small
 * @param lower lower limit of the interval
 * @param upper upper limit of the interval
 * @param confidence the coverage of the interval
 */
public record StageWiseResult(
        Estimate greaterP, Estimate medianUnbiased, Estimate lower, Estimate upper, double confidence) {

    /**
     * The p-value of a two-sided test.
     *
     * @return twice the smaller of the two one-sided p-values
     */
    public double twoSidedP() {
        return Math.min(1, 2 * Math.min(greaterP.value(), 1 - greaterP.value()));
    }
}
