package org.equipoise.stats.domain.proportions;

import org.equipoise.stats.domain.numerics.ChiSquared;

/**
 * A chi-squared test.
 *
 * @param chiSquared the statistic
 * @param degreesOfFreedom its degrees of freedom
 * @param pValue P(X &gt; statistic) without an effect
 */
public record TestStatistic(double chiSquared, int degreesOfFreedom, double pValue) {

    static TestStatistic of(double chiSquared, int degreesOfFreedom) {
        return new TestStatistic(chiSquared, degreesOfFreedom, ChiSquared.above(chiSquared, degreesOfFreedom));
    }
}
