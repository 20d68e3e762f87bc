package org.equipoise.ecrf.domain.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happens when an edit check fails. */
public enum Severity {
    /** Nothing is saved until the values are put right. */
    ERROR,
    /** Saved; the person is told, and can acknowledge it. */
    WARNING,
    /** Saved, and the system raises a query about it. */
    QUERY;

    /**
     * The name used in study files and answers.
     *
     * @return for example {@code warning}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a severity by its name.
     *
     * @param code for example {@code warning}
     * @return the severity, or empty if there is none of that name
     */
    public static Optional<Severity> fromCode(String code) {
        return Arrays.stream(values())
                .filter(severity -> severity.code().equals(code))
                .findFirst();
    }
}
