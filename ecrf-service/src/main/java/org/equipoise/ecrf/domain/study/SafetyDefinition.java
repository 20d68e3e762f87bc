package org.equipoise.ecrf.domain.study;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where adverse events stand, and which clocks run for reports about serious ones.
 *
 * @param adverseEvents the form of adverse events; empty if the study has none
 * @param clocks the clocks
 */
public record SafetyDefinition(Optional<AdverseEventForm> adverseEvents, List<Clock> clocks) {
    /** No adverse events and no clocks. */
    public static final SafetyDefinition NONE = new SafetyDefinition(Optional.empty(), List.of());

    /** Copies the list. */
    public SafetyDefinition {
        clocks = List.copyOf(clocks);
    }

    /**
     * The items of an adverse event.
     *
     * @param form the form, wherever it is asked
     * @param term what happened
     * @param start when it began, a date-time
     * @param startDate what is known of the date if the time of day is not, a date or partial date; none if the study does not ask
     * @param serious whether it is serious, yes or no
     * @param criteria the yes-or-no items of which each makes it serious
     * @param expected whether it was to be expected; none if the study does not ask
     * @param special the choice of events of special interest
     * @param notSpecial the code of that choice that means none
     * @param dose the date-time item of another form that says when a dose began: onset is measured from it
     */
    public record AdverseEventForm(
            String form,
            String term,
            String start,
            Optional<String> startDate,
            String serious,
            List<String> criteria,
            Optional<String> expected,
            Optional<String> special,
            String notSpecial,
            Optional<ItemPath> dose) {
        /** Copies the criteria. */
        public AdverseEventForm {
            criteria = List.copyOf(criteria);
        }
    }

    /**
     * A time within which somebody must be told.
     *
     * @param id its name, unique in the study
     * @param name what people call it
     * @param form the form whose items start and stop it
     * @param when CEL expression over that form's items; without it, the clock applies to each report
     * @param starts the date-time item that starts it
     * @param stops the date-time item that stops it
     * @param within how long it may run
     * @param calledForBy what starts it before there is a report; empty if only a report does
     */
    public record Clock(
            String id,
            String name,
            String form,
            Optional<String> when,
            String starts,
            String stops,
            Duration within,
            Optional<Cause> calledForBy) {}

    /**
     * The form of events that call for a report, as a serious adverse event does.
     *
     * @param form the form, of the same category as the report
     * @param when CEL expression over that form's items: whether it calls for one
     * @param starts the date-time item of that form that starts the clock; without it, or its value, the time of observation does
     * @param number the whole-number item of the report that says which repeat of that form it reports
     */
    public record Cause(String form, String when, Optional<String> starts, String number) {}
}
