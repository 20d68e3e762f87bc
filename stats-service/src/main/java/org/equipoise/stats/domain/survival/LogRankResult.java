package org.equipoise.stats.domain.survival;

/**
 * The result of a log-rank test.
 *
 * @param chiSquared the statistic, with one degree of freedom
 * @param twoSidedP its p-value
 * @param z the signed root of the statistic: positive if the first arm has more events than expected
 * @param first weighted events of the first arm
 * @param second weighted events of the second arm
 * @param variance the variance of observed minus expected
 */
public record LogRankResult(
        double chiSquared, double twoSidedP, double z, Counts first, Counts second, double variance) {

    /**
     * Events of an arm.
     *
     * @param observed how many there were
     * @param expected how many were expected if survival were equal
     */
    public record Counts(double observed, double expected) {}
}
