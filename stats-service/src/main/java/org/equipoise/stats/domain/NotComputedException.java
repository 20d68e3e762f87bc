package org.equipoise.stats.domain;

/** Raised by {@link Outcome#orElseThrow()} when there is no value. */
public final class NotComputedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Outcome.Reason reason;

    /**
     * Carries a failed outcome.
     *
     * @param failure the outcome without a value
     */
    public NotComputedException(Outcome.NotComputed<?> failure) {
        super(failure.explanation() + " " + failure.advice());
        this.reason = failure.reason();
    }

    /**
     * The kind of failure.
     *
     * @return the reason of the outcome
     */
    public Outcome.Reason reason() {
        return reason;
    }
}
