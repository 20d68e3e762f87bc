package org.equipoise.stats.domain.mmrm;

/**
 * A coefficient of the model in treatment contrasts.
 *
 * @param name the column of the design, such as {@code ARMKET:VISITD07}
 * @param value its estimate with standard error, test and interval
 */
public record Coefficient(String name, LinearEstimate value) {}
