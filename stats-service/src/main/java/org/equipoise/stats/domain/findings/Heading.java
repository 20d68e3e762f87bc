package org.equipoise.stats.domain.findings;

/**
 * What a section is about.
 *
 * @param id identifier of the section in the plan, such as {@code MADRS_DAY7}; unique among all sections of the findings
 * @param label its name in words
 * @param estimand label of the estimand that its numbers estimate; for a table that estimates nothing, whom it describes
 * @param method the method in one or two sentences
 */
public record Heading(String id, String label, String estimand, String method) {}
