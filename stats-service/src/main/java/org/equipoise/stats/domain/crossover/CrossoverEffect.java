package org.equipoise.stats.domain.crossover;

/** An effect of the model that can be tested as a whole. */
public enum CrossoverEffect {
    /** Differences between the periods. */
    PERIOD,
    /** Differences between the groups that got the treatments in different orders. */
    SEQUENCE,
    /** Differences between the treatments. */
    TREATMENT,
    /** Differences between the effects of the period before, if modelled. */
    CARRY_OVER
}
