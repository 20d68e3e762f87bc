package org.equipoise.stats.domain.survival;

/**
 * A coefficient of a proportional-hazards model.
 *
 * @param name the column, such as {@code ARMKET}
 * @param hazardRatio the ratio for one unit, or for the level against the first one, with its logarithm, the standard error of
 *     that (robust if asked for), Wald's p-value and interval
 */
public record CoxCoefficient(String name, HazardRatio hazardRatio) {}
