package org.equipoise.launcher.system;

/** Something that a person must settle; the message is for that person: what is wrong, and what to do. */
public final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LaunchFailure(String message) {
        super(message);
    }

    public LaunchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
