package org.equipoise.ecrf.domain.subject;

import java.time.Instant;
import java.util.Set;

/**
 * That a subject has withdrawn consent.
 *
 * @param end the first instant after the subject's participation
 * @param stillEntered forms whose observations may be later
 * @param saidBy the form that says so, which can always be entered and corrected
 */
public record Withdrawal(Instant end, Set<String> stillEntered, String saidBy) {
    /** Copies the set. */
    public Withdrawal {
        stillEntered = Set.copyOf(stillEntered);
    }

    /**
     * Tells whether an observation may not be in the data. What was observed before can be entered and corrected at any time.
     *
     * @param form the form's id
     * @param occurredAt when the observation was made
     * @return true if it was made after the withdrawal and the study does not go on with this form
     */
    public boolean forbids(String form, Instant occurredAt) {
        return !occurredAt.isBefore(end) && !stillEntered.contains(form) && !saidBy.equals(form);
    }
}
