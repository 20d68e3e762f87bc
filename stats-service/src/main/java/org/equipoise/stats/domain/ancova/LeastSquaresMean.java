package org.equipoise.stats.domain.ancova;

/**
 * The mean response of an arm at the mean of every covariate, averaged over the other factors.
 *
 * @param arm the arm's label
 * @param estimate the mean, in units of the response
 * @param standardError its standard error
 * @param lower lower end of the two-sided confidence interval
 * @param upper upper end of the interval
 */
public record LeastSquaresMean(String arm, double estimate, double standardError, double lower, double upper) {}
