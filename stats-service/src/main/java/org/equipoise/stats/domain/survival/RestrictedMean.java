package org.equipoise.stats.domain.survival;

/**
 * The mean time free of the event up to a horizon.
 *
 * @param horizon the horizon, in the unit of the times
 * @param estimate the area under the curve up to the horizon
 * @param standardError its standard error
 */
public record RestrictedMean(double horizon, double estimate, double standardError) {}
