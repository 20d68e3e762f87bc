package org.equipoise.randomizer.domain.plan;

import java.util.Arrays;
import java.util.Optional;

/** Who says whether a subject may be randomized, and to which stratum it belongs. */
public enum EligibilitySource {

    /** The study's case report forms, by an eligibility certificate; stratification values are never retyped. */
    ECRF("ecrf"),

    /** The caller, who vouches for eligibility and supplies site and stratification values. */
    EXTERNAL("external");

    private final String code;

    EligibilitySource(String code) {
        this.code = code;
    }

    /** The name in a plan. */
    public String code() {
        return code;
    }

    /** Finds the source by its name in a plan. */
    public static Optional<EligibilitySource> of(String code) {
        return Arrays.stream(values())
                .filter(source -> source.code.equals(code))
                .findFirst();
    }
}
