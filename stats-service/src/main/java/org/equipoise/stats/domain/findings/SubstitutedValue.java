package org.equipoise.stats.domain.findings;

/**
 * A value that a section uses instead of one that was observed or is missing.
 *
 * @param section identifier of the section, see {@link Heading#id()}
 * @param subject subject identifier
 * @param event study event of the value
 * @param rule code of the rule, such as {@code composite-worst-score}, {@code non-responder}, {@code carried-items},
 *     {@code jump-to-reference}
 * @param detail the rule in words
 * @param observed the observed value; null if there is none
 * @param used the value used; null where it differs between imputed data sets
 */
public record SubstitutedValue(
        String section, String subject, String event, String rule, String detail, Double observed, Double used) {}
