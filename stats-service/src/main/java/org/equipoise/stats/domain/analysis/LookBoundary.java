package org.equipoise.stats.domain.analysis;

import java.util.OptionalDouble;

/**
 * The boundaries of one look.
 *
 * @param look number of the look in the plan, from 1
 * @param information number of subjects with primary data, observed or planned
 * @param fraction information as a fraction of the maximum
 * @param efficacy z above which the look stops for efficacy; +&infin; where it may spend nothing
 * @param nominalAlpha one-sided p-value that corresponds to the efficacy boundary
 * @param cumulativeAlpha alpha spent up to and including this look
 * @param futility z below which the look suggests stopping for futility, if it has such a boundary
 */
public record LookBoundary(
        int look,
        int information,
        double fraction,
        double efficacy,
        double nominalAlpha,
        double cumulativeAlpha,
        OptionalDouble futility) {

    /**
     * The efficacy boundary, where there is one.
     *
     * @return the boundary, empty if the look cannot stop the trial for efficacy
     */
    public OptionalDouble finiteEfficacy() {
        return Double.isInfinite(efficacy) ? OptionalDouble.empty() : OptionalDouble.of(efficacy);
    }
}
