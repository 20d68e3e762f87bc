package org.equipoise.stats.domain.ancova;

/** How a least-squares mean averages over the levels of the factors other than the arm. */
public enum Margins {
    /** Every level counts the same, as if the design were balanced (the usual least-squares mean). */
    EQUAL,
    /** Each level counts as often as it was observed. */
    OBSERVED
}
