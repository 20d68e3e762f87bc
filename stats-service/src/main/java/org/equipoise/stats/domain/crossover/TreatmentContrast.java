package org.equipoise.stats.domain.crossover;

import org.equipoise.stats.domain.ConfidenceInterval;

/**
 * The difference of two treatments, adjusted for periods, sequences and, if modelled, carry-over.
 *
 * @param treatment the treatment of interest
 * @param reference the treatment subtracted
 * @param estimate the difference, in units of the response
 * @param standardError its standard error
 * @param degreesOfFreedom of the t distribution
 * @param t estimate divided by standard error
 * @param twoSidedP P(|T| &gt; |t|)
 * @param interval the interval of the difference
 */
public record TreatmentContrast(
        String treatment,
        String reference,
        double estimate,
        double standardError,
        double degreesOfFreedom,
        double t,
        double twoSidedP,
        ConfidenceInterval interval) {}
