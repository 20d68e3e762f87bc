package org.equipoise.stats.domain.findings;

/**
 * A subject, or a value of a subject, that a section leaves out.
 *
 * @param section identifier of the section, see {@link Heading#id()}
 * @param subject subject identifier
 * @param event study event of the value; null if the subject is left out as a whole
 * @param reason code of the reason, such as {@code baseline-missing}, {@code out-of-window}, {@code hypothetical}
 * @param detail the reason in words, with the rule of the plan that it comes from
 */
public record ExcludedValue(String section, String subject, String event, String reason, String detail) {}
