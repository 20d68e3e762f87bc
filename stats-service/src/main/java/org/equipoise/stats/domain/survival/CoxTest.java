package org.equipoise.stats.domain.survival;

/**
 * A test that all coefficients of a proportional-hazards model are zero.
 *
 * @param chiSquared the statistic
 * @param degreesOfFreedom the number of coefficients
 * @param p P(&chi;&sup2; &gt; statistic)
 */
public record CoxTest(double chiSquared, int degreesOfFreedom, double p) {}
