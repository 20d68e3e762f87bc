package org.equipoise.stats.domain.survival;

import org.equipoise.stats.domain.ConfidenceInterval;

/**
 * The time by which half of a group had the event.
 *
 * @param estimate the median, +&infin; if the curve stays above 1/2
 * @param interval the times at which the limits of the curve fall to 1/2, +&infin; where they do not
 */
public record MedianSurvival(double estimate, ConfidenceInterval interval) {}
