package org.equipoise.stats.domain.findings;

/**
 * The spread of a measurement in one arm.
 *
 * @param label A or B
 * @param n number of values
 * @param mean mean; null without values
 * @param sd standard deviation, divisor n &minus; 1; null with fewer than two values
 * @param least least value; null without values
 * @param greatest greatest value; null without values
 */
public record Spread(String label, int n, Double mean, Double sd, Double least, Double greatest) {}
