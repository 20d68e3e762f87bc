package org.equipoise.stats.domain.findings;

/**
 * How often something was counted.
 *
 * @param name what was counted
 * @param count how often
 */
public record Count(String name, int count) {}
