package org.equipoise.stats.domain.imputation;

import java.util.Objects;

/**
 * An event after which a subject's outcomes are handled by a strategy.
 *
 * @param visit the first visit affected
 * @param strategy what is assumed from there on
 */
public record IntercurrentEvent(String visit, ImputationStrategy strategy) {

    /** Refuses nulls. */
    public IntercurrentEvent {
        Objects.requireNonNull(visit, "visit");
        Objects.requireNonNull(strategy, "strategy");
    }
}
