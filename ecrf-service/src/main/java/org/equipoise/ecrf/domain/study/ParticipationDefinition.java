package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Optional;

/**
 * How entered data say that a subject's participation has ended, and how.
 *
 * @param event the event of the form that says so
 * @param form the form that says so
 * @param date date or date-time item of that form that says when; without its value, the form's own time
 * @param reason choice or text item of that form that says why
 * @param ends the ways in which participation can end; the first that applies counts
 */
public record ParticipationDefinition(
        String event, String form, Optional<String> date, Optional<String> reason, List<End> ends) {
    /** Copies the list. */
    public ParticipationDefinition {
        ends = List.copyOf(ends);
    }

    /**
     * A way in which participation can end.
     *
     * @param status its name, for example {@code screen-failed}
     * @param when CEL expression over the form's items; true means that participation ended so
     */
    public record End(String status, String when) {}
}
