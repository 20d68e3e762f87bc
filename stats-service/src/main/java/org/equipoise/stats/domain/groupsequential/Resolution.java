package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.numerics.GaussLegendreRule;

/**
 * How finely a recursion is computed.
 *
 * <p>For a Gaussian of unit standard deviation on a panel of width L, the error of the n-point rule is about
 * &pi; (L/2)<sup>2n+1</sup> / (8<sup>n</sup> n!): below 10<sup>&minus;16</sup> for n = 16 and
 * L = 4.25, below 10<sup>&minus;14</sup> for L = 5.
 *
 * @param rule the rule on each panel
 * @param panelWidth width of a panel, in standard deviations of the narrowest feature
 */
record Resolution(GaussLegendreRule rule, double panelWidth) {

    private static final GaussLegendreRule SIXTEEN_POINTS = new GaussLegendreRule(16);

    /** The one that results are taken from. */
    static final Resolution FINE = new Resolution(SIXTEEN_POINTS, 4.25);

    /** A coarser one; its distance from the fine one is the error estimate, which is therefore conservative. */
    static final Resolution COARSE = new Resolution(SIXTEEN_POINTS, 5);
}
