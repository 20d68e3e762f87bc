package org.equipoise.stats.domain.findings;

/**
 * A measurement in one arm.
 *
 * @param label A or B
 * @param n number of subjects with a value
 * @param mean raw mean; null without values
 * @param sd raw standard deviation, divisor n &minus; 1; null with fewer than two values
 * @param adjustedMean the model's mean; null where there is no model
 * @param standardError of the adjusted mean; null where there is no model
 * @param lower lower limit of the adjusted mean at the section's level; null where there is no model
 * @param upper upper limit of the adjusted mean; null where there is no model
 */
public record ArmMean(
        String label,
        int n,
        Double mean,
        Double sd,
        Double adjustedMean,
        Double standardError,
        Double lower,
        Double upper) {}
