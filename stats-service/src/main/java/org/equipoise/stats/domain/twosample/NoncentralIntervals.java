package org.equipoise.stats.domain.twosample;

import org.equipoise.stats.domain.ConfidenceInterval;

/**
 * Intervals of a standardized difference from the noncentral t distribution.
 *
 * @param cohensD the interval of d, in units of the common standard deviation
 * @param hedgesG the interval of g, that of d times the correction for bias
 */
public record NoncentralIntervals(ConfidenceInterval cohensD, ConfidenceInterval hedgesG) {}
