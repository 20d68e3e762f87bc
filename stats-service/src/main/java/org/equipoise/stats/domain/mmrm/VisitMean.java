package org.equipoise.stats.domain.mmrm;

/**
 * The least-squares mean of an arm at a visit.
 *
 * @param arm the arm's label
 * @param visit the visit's label
 * @param value the mean with standard error, test against 0 and interval
 */
public record VisitMean(String arm, String visit, LinearEstimate value) {}
