/**
 * What an analysis found, as data: one immutable record for each section of a report, made of plain values that any JSON
 * writer can write and read again.
 *
 * <p>{@link org.equipoise.stats.domain.findings.ClosedFindings} is by arm, under the labels A and B alone;
 * {@link org.equipoise.stats.domain.findings.OpenFindings} knows no arm at all. A component that may be absent is null and
 * says so; lists are never null. Every section has a {@link org.equipoise.stats.domain.findings.Heading} (what is estimated
 * and how) and a {@link org.equipoise.stats.domain.findings.SectionOutcome} (whether there is an answer, and if not why). A
 * section without an answer never stops another one.
 */
package org.equipoise.stats.domain.findings;
