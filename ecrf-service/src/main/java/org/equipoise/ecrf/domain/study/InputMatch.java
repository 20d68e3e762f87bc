package org.equipoise.ecrf.domain.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * For which of the forms behind an input of any event ({@code *}{@code /FORM/ITEM}) a rule must hold. The form at hand is never
 * one of them.
 */
public enum InputMatch {
    /** For each that was entered, in any event and repeat; without any, the rule says nothing. */
    EVERY,
    /** For one at least; without any, the input is missing. */
    SOME;

    /**
     * The name used in study files.
     *
     * @return for example {@code every}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds one by its name.
     *
     * @param code for example {@code every}
     * @return what is meant, or empty if there is none of that name
     */
    public static Optional<InputMatch> fromCode(String code) {
        return Arrays.stream(values())
                .filter(match -> match.code().equals(code))
                .findFirst();
    }
}
