package org.equipoise.ecrf.domain.study;

import java.util.Optional;
import java.util.Set;

/**
 * How entered data say that a subject has withdrawn consent, and what may still be entered afterwards.
 *
 * @param event the event of the form that says so
 * @param form the form that says so; it can always be entered
 * @param when CEL expression over that form's items; true means that consent was withdrawn
 * @param date date or date-time item of that form that says when; without it, or without its value, the form's own time
 * @param stillEntered forms whose observations may be later than the withdrawal
 */
public record WithdrawalDefinition(
        String event, String form, String when, Optional<String> date, Set<String> stillEntered) {
    /** Copies the set. */
    public WithdrawalDefinition {
        stillEntered = Set.copyOf(stillEntered);
    }
}
