package org.equipoise.stats.domain.meeting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts of a meeting. */
public enum Session {
    /** With people of the sponsor and of the trial, on the open report alone. */
    OPEN,
    /** Members and the unblinded statistician, on results by arm. The recommendation is made here. */
    CLOSED;

    /**
     * The word for it.
     *
     * @return {@code open} or {@code closed}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a session by its word.
     *
     * @param code the word, or null
     * @return the session; empty if there is none
     */
    public static Optional<Session> named(String code) {
        return Arrays.stream(values())
                .filter(session -> session.code().equals(code))
                .findFirst();
    }
}
