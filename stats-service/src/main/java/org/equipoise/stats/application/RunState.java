package org.equipoise.stats.application;

import java.util.Locale;

/** Where a run stands, or how it ended. A run without a complete result has none at all. */
public enum RunState {
    QUEUED,
    RUNNING,
    COMPLETED,
    NOT_ENOUGH_DATA,
    NOT_CONVERGED,
    NEIGHBOUR_UNAVAILABLE,
    ANALYSIS_IMPOSSIBLE,
    CANCELLED;

    /** As in answers, for example {@code not-enough-data}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }
}
