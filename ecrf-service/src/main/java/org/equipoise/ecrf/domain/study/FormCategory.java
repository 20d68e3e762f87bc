package org.equipoise.ecrf.domain.study;

import java.util.Arrays;
import java.util.Optional;

/**
 * Who may see and enter a form's data. Dose-day observations reveal the treatment, so raters of efficacy never see them; what
 * the pharmacist writes down is for the unblinded alone.
 */
public enum FormCategory {
    /** Demographics, history, laboratory, disposition: what every blinded clinical role may see. */
    GENERAL("general"),
    /** Scores that the efficacy of the treatment is judged by. */
    EFFICACY("efficacy"),
    /** Psychotomimetic scores and vital signs of a dose day, from which the arm could be guessed. */
    DOSE_DAY("dose-day"),
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
