package org.equipoise.benchmarks.load;

/** A run that measured nothing, because a call failed. */
public final class LoadFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LoadFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
