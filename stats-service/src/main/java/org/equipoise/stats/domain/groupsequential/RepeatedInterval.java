package org.equipoise.stats.domain.groupsequential;

/**
 * A repeated confidence interval of the drift, the mean of Z at an information fraction of 1.
 *
 * @param lower lower limit, possibly &minus;&infin;
 * @param upper upper limit, possibly +&infin;
 */
public record RepeatedInterval(double lower, double upper) {}
