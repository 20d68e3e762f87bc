package org.equipoise.randomizer.application;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a subject's arm had to be known at once. */
public enum BreakReason {
    MEDICAL_EMERGENCY,
    OVERDOSE,
    PREGNANCY,
    ACCIDENTAL_EXPOSURE,
    REGULATORY_REPORT,
    OTHER;

    /** As written in requests, for example {@code medical-emergency}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<BreakReason> byId(String id) {
        return Arrays.stream(values()).filter(reason -> reason.id().equals(id)).findFirst();
    }

    static String all() {
        return String.join(", ", Arrays.stream(values()).map(BreakReason::id).toList());
    }
}
