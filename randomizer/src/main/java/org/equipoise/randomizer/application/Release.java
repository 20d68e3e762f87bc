package org.equipoise.randomizer.application;

import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** What became of the wish to let a parked message go again. */
public enum Release {
    RELEASED,
    NOT_PARKED,
    NOT_FOUND;

    /** Reads what the store says. */
    public static Release of(String outcome) {
        return switch (outcome) {
            case "released" -> RELEASED;
            case "not-parked" -> NOT_PARKED;
            case "not-found" -> NOT_FOUND;
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }

    /**
     * Starts a delivery if the message was let go.
     *
     * @throws Refusal {@code not-found} or {@code state-conflict} if it was not
     */
    void then(Runnable delivery, long id) {
        switch (this) {
            case RELEASED -> delivery.run();
            case NOT_PARKED ->
                throw Refusal.of(ProblemType.STATE_CONFLICT, "Message " + id + " is not parked.")
                        .fix("Nothing is to be done: it was delivered, or is tried again by itself.");
            case NOT_FOUND -> throw Refusal.notFound();
        }
    }
}
