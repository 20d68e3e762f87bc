package org.equipoise.ecrf.domain.study;

import java.util.Arrays;
import java.util.Optional;

/**
 * Who may see and enter a form's data. Dose-day observations reveal the treatment, so raters of efficacy never see them, and
 * neither do they see adverse events and medication, from which it could be guessed; what the pharmacist writes down is for the
 * unblinded alone.
 */
public enum FormCategory {
    /** Demographics, history, laboratory, disposition: what every blinded clinical role may see. */
    GENERAL("general"),
    /** Scores that the efficacy of the treatment is judged by. */
    EFFICACY("efficacy"),
    /** Psychotomimetic scores and vital signs of a dose day, from which the arm could be guessed. */
    DOSE_DAY("dose-day"),
    /** Adverse events, medication and deviations that tell what the dose did: for those who care for the subject's safety. */
    SAFETY("safety"),
    /** Preparation and dispensing of the dose, which names what was given. */
    PHARMACY("pharmacy");

    private final String code;

    FormCategory(String code) {
        this.code = code;
    }

    /**
     * The name used in study files and permissions.
     *
     * @return for example {@code dose-day}
     */
    public String code() {
        return code;
    }

    /**
     * Tells whether nobody comes to see more when forms of another category take this one. Whoever may read this category may
     * also read the other; {@code general} is read by every blinded clinical role, {@code dose-day} and {@code safety} by the
     * same roles, and {@code pharmacy} by a role that reads nothing else.
     *
     * @param other the category so far
     * @return true if a form may change from the other category to this one
     */
    public boolean isNoLooserThan(FormCategory other) {
        return switch (other) {
            case GENERAL -> this != PHARMACY;
            case EFFICACY -> this == EFFICACY;
            case DOSE_DAY, SAFETY -> this == DOSE_DAY || this == SAFETY;
            case PHARMACY -> this == PHARMACY;
        };
    }

    /**
     * Finds a category by its name.
     *
     * @param code for example {@code dose-day}
     * @return the category, or empty if there is none of that name
     */
    public static Optional<FormCategory> fromCode(String code) {
        return Arrays.stream(values())
                .filter(category -> category.code.equals(code))
                .findFirst();
    }
}
