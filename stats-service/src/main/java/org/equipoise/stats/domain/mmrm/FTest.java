package org.equipoise.stats.domain.mmrm;

/**
 * A test that several linear functions of the fixed effects are all zero.
 *
 * @param statistic F, scaled where the method scales it
 * @param numerator numerator degrees of freedom, the number of independent functions
 * @param denominator denominator degrees of freedom
 * @param p P(F &gt; statistic)
 */
public record FTest(double statistic, int numerator, double denominator, double p) {}
