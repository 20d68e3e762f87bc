package org.equipoise.stats.domain.meeting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a signature says (21 CFR 11.50). */
public enum SignatureMeaning {
    /** I wrote this recommendation and stand for it. For whoever wrote the revision that is signed. */
    AUTHORSHIP,
    /** I took part in the closed session, and this is what the committee recommends. */
    APPROVAL;

    /**
     * The word for it.
     *
     * @return {@code authorship} or {@code approval}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a meaning by its word.
     *
     * @param code the word, or null
     * @return the meaning; empty if there is none
     */
    public static Optional<SignatureMeaning> named(String code) {
        return Arrays.stream(values())
                .filter(meaning -> meaning.code().equals(code))
                .findFirst();
    }
}
