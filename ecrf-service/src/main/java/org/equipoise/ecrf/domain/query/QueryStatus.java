package org.equipoise.ecrf.domain.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose turn it is. */
public enum QueryStatus {
    /** The site is asked. */
    OPEN,
    /** The site has answered; the answer is to be judged. */
    ANSWERED,
    /** Nobody has to do anything. */
    CLOSED;

    /**
     * The name used in requests and answers.
     *
     * @return for example {@code open}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a status by its name.
     *
     * @param code for example {@code open}
     * @return the status, or empty if there is none of that name
     */
    public static Optional<QueryStatus> fromCode(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code().equals(code))
                .findFirst();
    }
}
