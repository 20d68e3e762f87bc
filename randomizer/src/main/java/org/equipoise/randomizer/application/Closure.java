package org.equipoise.randomizer.application;

import java.util.Arrays;
import java.util.Optional;

/** Why nobody may be randomized in a stratum at a site now. No reason has to do with an arm. */
public enum Closure {
    STUDY_UNBLINDED("study-unblinded"),
    STUDY_PAUSED("study-paused"),
    SITE_NOT_ACTIVE("site-not-active"),
    SITE_PAUSED("site-paused"),
    STRATUM_CAP_REACHED("stratum-cap-reached"),
    SITE_CAP_REACHED("site-cap-reached"),
    STUDY_CAP_REACHED("cap-reached");

    private final String code;

    Closure(String code) {
        this.code = code;
    }

    /** The name in an answer, and in what the database says. */
    public String code() {
        return code;
    }

    /** Finds the closure by its name. */
    public static Optional<Closure> of(String code) {
        return Arrays.stream(values())
                .filter(closure -> closure.code.equals(code))
                .findFirst();
    }
}
