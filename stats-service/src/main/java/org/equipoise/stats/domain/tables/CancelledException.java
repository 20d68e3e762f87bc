package org.equipoise.stats.domain.tables;

/** Ends a computation that nobody wants any more; there is no partial result. */
public final class CancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says that the computation was cancelled. */
    public CancelledException() {
        super("the analysis was cancelled");
    }
}
