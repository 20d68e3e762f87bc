package org.equipoise.ecrf.domain.form;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an item has no value. A gap with a reason is data; a gap without one is an omission. */
public enum MissingReason {
    /** The examination did not take place. */
    NOT_DONE,
    /** The question does not concern this subject. */
    NOT_APPLICABLE,
    /** It cannot be found out. */
    UNKNOWN,
    /** The subject did not wish to answer. */
    REFUSED;

    /**
     * The name used in requests and answers.
     *
     * @return for example {@code not-done}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a reason by its name.
     *
     * @param code for example {@code not-done}
     * @return the reason, or empty if there is none of that name
     */
    public static Optional<MissingReason> fromCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    /**
     * All names.
     *
     * @return the names, separated by commas
     */
    public static String codes() {
        return Arrays.stream(values()).map(MissingReason::code).collect(Collectors.joining(", "));
    }
}
