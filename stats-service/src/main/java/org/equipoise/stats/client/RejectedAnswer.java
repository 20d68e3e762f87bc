package org.equipoise.stats.client;

/** An answer whose status says that the request was not carried out. Its body is not looked at. */
final class RejectedAnswer extends RuntimeException {

    static final int CONFLICT = 409;

    private final int status;

    RejectedAnswer(int status) {
        super("status " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
