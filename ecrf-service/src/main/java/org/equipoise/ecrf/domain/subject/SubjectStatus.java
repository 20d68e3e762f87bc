package org.equipoise.ecrf.domain.subject;

import java.util.Locale;

/** How far a subject has come. */
public enum SubjectStatus {
    /** Has a number; eligibility is being found out. */
    SCREENING,
    /** Has been randomized. */
    RANDOMIZED,
    /** Has withdrawn consent; nothing is collected after that. */
    WITHDRAWN;

    /**
     * The name used in answers.
     *
     * @return for example {@code screening}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
