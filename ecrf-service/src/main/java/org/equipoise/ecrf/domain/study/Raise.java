package org.equipoise.ecrf.domain.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule that fails puts before people, besides its finding. */
public enum Raise {
    /** A safety alert: an investigator acknowledges it, with the time. */
    ALERT,
    /** A protocol deviation: somebody at the site completes it with its cause and weight. */
    DEVIATION;

    /**
     * The name used in study files and answers.
     *
     * @return for example {@code alert}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a kind by its name.
     *
     * @param code for example {@code alert}
     * @return the kind, or empty if there is none of that name
     */
    public static Optional<Raise> fromCode(String code) {
        return Arrays.stream(values())
                .filter(raise -> raise.code().equals(code))
                .findFirst();
    }
}
