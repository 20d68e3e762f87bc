package org.equipoise.ecrf.domain.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an edit check says while an input from another form has no value. */
public enum MissingInput {
    /** Nothing: there is nothing to compare with yet. */
    SKIP,
    /**
     * That it fails, unless the rule holds whatever the value may be: {@code PHQ09 == "0" || done} holds without {@code done} if
     * the item is 0.
     */
    FAIL;

    /**
     * The name used in study files.
     *
     * @return for example {@code fail}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds one by its name.
     *
     * @param code for example {@code fail}
     * @return what is meant, or empty if there is none of that name
     */
    public static Optional<MissingInput> fromCode(String code) {
        return Arrays.stream(values())
                .filter(meaning -> meaning.code().equals(code))
                .findFirst();
    }
}
