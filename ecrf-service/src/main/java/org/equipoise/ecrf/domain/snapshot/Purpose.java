package org.equipoise.ecrf.domain.snapshot;

import java.util.Locale;

/**
 * What a snapshot was taken for. Snapshots of one purpose know nothing of those of the other: that a closed analysis was run,
 * and when, is nothing that blinded people may infer from a list, a count or a refused key.
 */
public enum Purpose {
    /** Taken by a service for an analysis. */
    ANALYSIS,
    /** Taken by a person. */
    PERSON;

    /**
     * The name used in the store.
     *
     * @return for example {@code analysis}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
