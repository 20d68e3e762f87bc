package org.equipoise.stats.domain.survival;

import org.equipoise.stats.domain.ConfidenceInterval;

/**
 * An estimated probability of being free of the event at a time.
 *
 * @param time the time
 * @param estimate S(t)
 * @param standardError Greenwood's standard error of S(t); 0 where S(t) is 0 or 1
 * @param interval the interval that is symmetric for ln(&minus;ln S)
 */
public record SurvivalProbability(double time, double estimate, double standardError, ConfidenceInterval interval) {}
