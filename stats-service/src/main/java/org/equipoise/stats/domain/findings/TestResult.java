package org.equipoise.stats.domain.findings;

/**
 * A test of no difference between the arms.
 *
 * @param name name of the test
 * @param statistic its statistic
 * @param degreesOfFreedom of the chi-squared statistic; null for another kind
 * @param twoSidedP two-sided p-value, descriptive unless the section says otherwise
 */
public record TestResult(String name, double statistic, Integer degreesOfFreedom, double twoSidedP) {}
