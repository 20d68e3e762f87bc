package org.equipoise.stats.domain.mmrm;

/**
 * The difference of the least-squares means of two arms at a visit.
 *
 * @param arm the arm of interest
 * @param reference the arm subtracted
 * @param visit the visit's label
 * @param value the difference with standard error, test and interval
 */
public record VisitContrast(String arm, String reference, String visit, LinearEstimate value) {}
