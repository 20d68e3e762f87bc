package org.equipoise.stats.domain.meeting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a participant says about their interests in the trial. Each member says so at each meeting. */
public enum InterestDeclaration {
    /** No interest to declare. */
    NONE,
    /** An interest that the committee should know and that does not stand in the way. */
    DISCLOSED,
    /** An interest that bars from writing and signing the recommendation. A later declaration may correct it. */
    BARS_VOTING;

    /**
     * The word for it.
     *
     * @return for example {@code bars-voting}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a declaration by its word.
     *
     * @param code the word, or null
     * @return the declaration; empty if there is none
     */
    public static Optional<InterestDeclaration> named(String code) {
        return Arrays.stream(values())
                .filter(declaration -> declaration.code().equals(code))
                .findFirst();
    }
}
