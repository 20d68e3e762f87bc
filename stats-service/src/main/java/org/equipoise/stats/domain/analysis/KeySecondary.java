package org.equipoise.stats.domain.analysis;

/**
 * A key secondary hypothesis, tested in its place of a fixed order once the primary one is rejected.
 *
 * @param id its identifier
 * @param label its name in words
 * @param of the analysis that gives its p-value: a longitudinal endpoint, a responder endpoint or a time to an event
 * @param visit the visit of a longitudinal endpoint; null for the others
 * @param direction which way the endpoint's score, proportion or time improves
 * @param spending how its own alpha is spent over information
 */
public record KeySecondary(String id, String label, String of, String visit, Direction direction, Spending spending) {}
