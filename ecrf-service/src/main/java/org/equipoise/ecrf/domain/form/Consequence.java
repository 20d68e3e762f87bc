package org.equipoise.ecrf.domain.form;

import java.util.Locale;

/**
 * What a save means for the questions, alerts and deviations about a form: the one that was saved, or another that was entered before and whose checks
 * or window depend on it. It stands in the revision that caused it, so that neither can be without the other.
 *
 * @param instance the form that the question is about
 * @param effect what arises or is settled
 * @param finding what the check found, or, if settled, had found
 */
public record Consequence(FormInstance instance, Effect effect, Finding finding) {
    /** What becomes of the question. */
    public enum Effect {
        /** The check held, or was not there, and fails now. */
        ASKS,
        /** The check failed and holds now. */
        SETTLES,
        /** A rule that raises a safety alert held, or was not there, and fails now. */
        ALERTS,
        /** A rule that raises a protocol deviation held, or was not there, and fails now. */
        DEVIATES;

        /**
         * The name used in stored revisions.
         *
         * @return for example {@code asks}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
