package org.equipoise.stats.domain.meeting;

import java.util.Locale;
import java.util.Optional;

/**
 * A signature and whether it stands. One that was voided stays in the minutes.
 *
 * @param signed who signed what, when and with which meaning
 * @param revision the revision of the recommendation that it was given to
 * @param voidBecause why it does not stand; empty if it does
 */
public record Signature(MeetingEvent.Signed signed, int revision, Optional<Reason> voidBecause) {

    /** Why a signature does not stand. */
    public enum Reason {
        /** The recommendation was changed after it. */
        RECOMMENDATION_CHANGED,
        /** The signer declared a conflict that bars from voting. */
        CONFLICT_DECLARED;

        /**
         * The word for it.
         *
         * @return for example {@code recommendation-changed}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Whether it counts.
     *
     * @return whether nothing voided it
     */
    public boolean stands() {
        return voidBecause.isEmpty();
    }
}
