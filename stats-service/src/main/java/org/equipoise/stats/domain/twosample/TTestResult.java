package org.equipoise.stats.domain.twosample;

import org.equipoise.stats.domain.ConfidenceInterval;

/**
 * The result of a t test.
 *
 * @param difference mean of the first minus mean of the second arm
 * @param standardError its standard error
 * @param degreesOfFreedom the degrees of freedom
 * @param t difference divided by standard error
 * @param twoSidedP P(|T| &gt; |t|)
 * @param interval the interval of the difference
 */
public record TTestResult(
        double difference,
        double standardError,
        double degreesOfFreedom,
        double t,
        double twoSidedP,
        ConfidenceInterval interval) {}
