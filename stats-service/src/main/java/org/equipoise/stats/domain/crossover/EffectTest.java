package org.equipoise.stats.domain.crossover;

/**
 * A test that all differences of an effect (treatments, periods, sequences or carry-over) are zero.
 *
 * @param statistic F, scaled as Kenward and Roger do if theirs are the degrees of freedom
 * @param numerator numerator degrees of freedom: the number of independent differences
 * @param denominator denominator degrees of freedom
 * @param p P(F &gt; statistic)
 */
public record EffectTest(double statistic, int numerator, double denominator, double p) {}
