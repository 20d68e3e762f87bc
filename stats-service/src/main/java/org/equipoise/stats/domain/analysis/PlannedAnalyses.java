package org.equipoise.stats.domain.analysis;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a plan wants besides the primary comparison and its looks: data rules, secondary endpoints, sensitivity
 * analyses, safety tables, subgroups, and what the open report needs. Any part may be missing; a plan without this section
 * has a primary comparison alone. As submitted, any field may be missing or wrong: {@link PlannedAnalysesRules} says what is.
 *
 * <p>Each endpoint has an estimand of its own. If it lists no intercurrent events, those of the primary hold.
 *
 * @param data rules that turn form values into endpoints; null for none
 * @param longitudinal endpoints over the visits
 * @param responders yes-or-no endpoints
 * @param timeToEvent times to an event among responders
 * @param sensitivity reference-based imputation
 * @param blinding guesses of the arm
 * @param safety safety tables; null for none
 * @param subgroups subgroups of the primary comparison
 * @param crossover comparisons within subjects, where the arms are orders of two treatments
 * @param progress what the open report reads; null for none
 */
public record PlannedAnalyses(
        DataRules data,
        List<Longitudinal> longitudinal,
        List<Responders> responders,
        List<TimeToEvent> timeToEvent,
        List<Sensitivity> sensitivity,
        List<Guess> blinding,
        Safety safety,
        List<Subgroup> subgroups,
        List<Crossover> crossover,
        Progress progress) {

    /** No analyses besides the primary one. */
    public static final PlannedAnalyses NONE =
            new PlannedAnalyses(null, null, null, null, null, null, null, null, null, null);

    /** Takes copies; a missing list is an empty one. */
    public PlannedAnalyses {
        data = data == null ? new DataRules(null, null, null, null, null, null) : data;
        longitudinal = copy(longitudinal);
        responders = copy(responders);
        timeToEvent = copy(timeToEvent);
        sensitivity = copy(sensitivity);
        blinding = copy(blinding);
        subgroups = copy(subgroups);
        crossover = copy(crossover);
    }

    private static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    /**
     * Rules of the data.
     *
     * @param timeZero item that holds the moment from which visits are counted; null for the randomization
     * @param visits the visits with their windows, in order; may be empty
     * @param selection {@code event}: a visit's value is that of its own event; {@code window}: that, or failing it the one
     *     nearest to the target among all records of the form within the window, unscheduled ones too
     * @param outsideWindow {@code use} or {@code set-aside}: what becomes of a value measured outside its window
     * @param carried forms with a flag that says that items were carried from baseline
     * @param intercurrentEvents how intercurrent events are recognized in the forms
     */
    public record DataRules(
            ItemAddress timeZero,
            List<Visit> visits,
            String selection,
            String outsideWindow,
            List<CarriedItems> carried,
            List<Detection> intercurrentEvents) {

        /** Takes copies; selection is by event and values outside their window are used where nothing is said. */
        public DataRules {
            visits = copy(visits);
            carried = copy(carried);
            intercurrentEvents = copy(intercurrentEvents);
            selection = selection == null ? "event" : selection;
            outsideWindow = outsideWindow == null ? "use" : outsideWindow;
        }
    }

    /**
     * An item of a form at an event.
     *
     * @param event study event
     * @param form form
     * @param item item
     */
    public record ItemAddress(String event, String form, String item) {}

    /**
     * A visit; its times are ISO 8601 durations from time zero.
     *
     * @param event study event
     * @param at target
     * @param from start of the window, inclusive
     * @param to end of the window, inclusive
     */
    public record Visit(String event, String at, String from, String to) {}

    /**
     * A flag that says that items were carried; such values are used and listed.
     *
     * @param form form
     * @param item boolean item that is true if items were carried
     */
    public record CarriedItems(String form, String item) {}

    /**
     * How an intercurrent event shows in the forms. It happened if a record of the form has one of the values in each of the
     * items, and, where a date is named, the date is not before the randomization.
     *
     * @param event the event in the words of the estimand
     * @param form form
     * @param when the values that each item must have (any of them), as text
     * @param date item that dates the event; null for the record's own time
     * @param worst the worst score, for the composite strategy; null otherwise
     */
    public record Detection(String event, String form, Map<String, List<String>> when, String date, Double worst) {}

    /**
     * An endpoint over the visits, by a mixed model: change ~ baseline &times; visit + arm &times; visit + factors.
     *
     * @param id identifier
     * @param label name in words
     * @param estimand what it estimates
     * @param form form
     * @param item numeric item
     * @param unit unit in words; null for points
     * @param baseline study event of the baseline value
     * @param visits study events of the model in order
     * @param direction lower-is-better or higher-is-better
     * @param factors factors in the model
     * @param structures covariance structures in the order in which they are tried: us, toeph, ar1h, csh, toep, ar1, cs …
     */
    public record Longitudinal(
            String id,
            String label,
            AnalysisDefinition.EstimandDefinition estimand,
            String form,
            String item,
            String unit,
            String baseline,
            List<String> visits,
            String direction,
            List<String> factors,
            List<String> structures) {

        /** Takes copies of the lists; unstructured where nothing is said. */
        public Longitudinal {
            visits = copy(visits);
            factors = copy(factors);
            structures = structures == null ? List.of("us") : copy(structures);
        }
    }

    /**
     * A yes-or-no endpoint. Exactly one of reduction, atMost and atLeast is given.
     *
     * @param id identifier
     * @param label name in words
     * @param estimand what it estimates
     * @param form form
     * @param item numeric item
     * @param baseline study event of the baseline value; needed for a reduction
     * @param visit study event of the endpoint
     * @param reduction least fall from baseline as a share of it, in (0, 1]
     * @param atMost greatest value of a responder
     * @param atLeast least value of a responder
     * @param missing {@code non-responder} or {@code exclude}
     * @param strata factors that make the strata
     */
    public record Responders(
            String id,
            String label,
            AnalysisDefinition.EstimandDefinition estimand,
            String form,
            String item,
            String baseline,
            String visit,
            Double reduction,
            Double atMost,
            Double atLeast,
            String missing,
            List<String> strata) {

        /** Takes a copy of the list. */
        public Responders {
            strata = copy(strata);
        }
    }

    /**
     * Time from a visit to an event, among the responders of an endpoint. The event is a score at or above a threshold at two
     * records some time apart, dated at the first, or one of the other events.
     *
     * @param id identifier
     * @param label name in words
     * @param estimand what it estimates
     * @param among identifier of the responder endpoint that enters
     * @param form form of the score
     * @param item item of the score
     * @param atLeast the threshold
     * @param apartFrom least time between the two records, ISO 8601 duration
     * @param apartTo greatest time between them
     * @param events other events; their words name them
     * @param strata factors that make the strata
     */
    public record TimeToEvent(
            String id,
            String label,
            AnalysisDefinition.EstimandDefinition estimand,
            String among,
            String form,
            String item,
            Double atLeast,
            String apartFrom,
            String apartTo,
            List<Detection> events,
            List<String> strata) {

        /** Takes copies of the lists. */
        public TimeToEvent {
            events = copy(events);
            strata = copy(strata);
        }
    }

    /**
     * A sensitivity analysis of a longitudinal endpoint by multiple imputation.
     *
     * @param id identifier
     * @param label name in words
     * @param estimand what it estimates
     * @param of identifier of the longitudinal endpoint
     * @param visit the visit that is compared
     * @param strategy jump-to-reference, copy-reference, copy-increments-in-reference or missing-at-random
     * @param draws number of imputed data sets, 2 to 10,000
     * @param tippingPoint the search for a tipping point; null for none
     */
    public record Sensitivity(
            String id,
            String label,
            AnalysisDefinition.EstimandDefinition estimand,
            String of,
            String visit,
            String strategy,
            Integer draws,
            Tipping tippingPoint) {}

    /**
     * A search for a tipping point.
     *
     * @param upTo the greatest shift that is tried, positive, in units of the endpoint
     * @param alpha two-sided level of the conclusion
     */
    public record Tipping(Double upTo, Double alpha) {}

    /**
     * Guesses of the arm.
     *
     * @param id identifier
     * @param label name in words
     * @param guesser who guesses
     * @param form form
     * @param item item
     * @param visits study events of the guess
     * @param experimental code for the experimental arm
     * @param control code for the control arm
     * @param unknown code for not knowing
     */
    public record Guess(
            String id,
            String label,
            String guesser,
            String form,
            String item,
            List<String> visits,
            String experimental,
            String control,
            String unknown) {

        /** Takes a copy of the list. */
        public Guess {
            visits = copy(visits);
        }
    }

    /**
     * Safety tables. The safety population is everybody randomized with a record of exposure, or everybody randomized if the
     * plan names no form for it.
     *
     * @param adverseEvents adverse events; null for none
     * @param exposure exposure; null for none
     * @param shifts greatest shifts of vital signs
     */
    public record Safety(AdverseEvents adverseEvents, Exposure exposure, List<Shift> shifts) {

        /** Takes a copy of the list. */
        public Safety {
            shifts = copy(shifts);
        }
    }

    /**
     * Adverse events. Those that start before time zero are left out and listed; of which the time of day is not known, those
     * that surely began before its day at the site.
     *
     * @param form form
     * @param term item with the event in words
     * @param special item with the pick list of events of special interest; null for none
     * @param none code of that list for another event
     * @param start item with the start
     * @param startDate item with what is known of its date where the time of day is not; null for none
     * @param serious boolean item
     * @param death boolean item for a fatal event; null for none
     */
    public record AdverseEvents(
            String form,
            String term,
            String special,
            String none,
            String start,
            String startDate,
            String serious,
            String death) {}

    /**
     * Exposure.
     *
     * @param form form, one record for each dose
     * @param measures numeric items
     * @param flags boolean items
     */
    public record Exposure(String form, List<NamedItem> measures, List<NamedItem> flags) {

        /** Takes copies of the lists. */
        public Exposure {
            measures = copy(measures);
            flags = copy(flags);
        }
    }

    /**
     * An item and its name.
     *
     * @param item item
     * @param label name in words, with the unit
     */
    public record NamedItem(String item, String label) {}

    /**
     * The greatest shift of a vital sign.
     *
     * @param id identifier
     * @param label name in words
     * @param form form
     * @param item numeric item
     * @param unit unit
     * @param baseline study events of the baseline; the last value before time zero among them
     * @param events study events among which the greatest value is looked for
     * @param categories shifts that are counted as reached, increasing
     */
    public record Shift(
            String id,
            String label,
            String form,
            String item,
            String unit,
            List<String> baseline,
            List<String> events,
            List<Double> categories) {

        /** Takes copies of the lists. */
        public Shift {
            baseline = copy(baseline);
            events = copy(events);
            categories = copy(categories);
        }
    }

    /**
     * A subgroup of the primary comparison.
     *
     * @param id identifier
     * @param label name in words
     * @param factor stratification factor
     */
    public record Subgroup(String id, String label, String factor) {}

    /**
     * A comparison within subjects, in a trial whose arms are the two orders of two treatments.
     *
     * @param id identifier
     * @param label name in words
     * @param estimand what it estimates
     * @param form form
     * @param item numeric item
     * @param visits study event of the first period, then of the second
     */
    public record Crossover(
            String id,
            String label,
            AnalysisDefinition.EstimandDefinition estimand,
            String form,
            String item,
            List<String> visits) {

        /** Takes a copy of the list. */
        public Crossover {
            visits = copy(visits);
        }
    }

    /**
     * What the open report reads.
     *
     * @param plannedWeeks weeks in which everybody shall be randomized; null if nobody said
     * @param plannedSubjects subjects to be randomized; null for the maximum information
     * @param power power of the design, for the blinded sample size
     * @param disposition how the forms say that a subject left; null for none
     * @param criteria eligibility criteria, for the reasons of screening failures; null for none
     * @param deviations forms of protocol deviations
     */
    public record Progress(
            Integer plannedWeeks,
            Integer plannedSubjects,
            Double power,
            Disposition disposition,
            Criteria criteria,
            List<Deviation> deviations) {

        /** Takes a copy of the list. */
        public Progress {
            deviations = copy(deviations);
        }
    }

    /**
     * Disposition.
     *
     * @param form form
     * @param status item with the status
     * @param failed code of a screening failure
     * @param completed code of completion
     * @param discontinued code of leaving early
     * @param reason item with the reason
     */
    public record Disposition(
            String form, String status, String failed, String completed, String discontinued, String reason) {}

    /**
     * Eligibility criteria.
     *
     * @param form form
     * @param inclusion boolean items that must be true
     * @param exclusion boolean items that must be false
     */
    public record Criteria(String form, List<String> inclusion, List<String> exclusion) {

        /** Takes copies of the lists. */
        public Criteria {
            inclusion = copy(inclusion);
            exclusion = copy(exclusion);
        }
    }

    /**
     * Protocol deviations.
     *
     * @param form form
     * @param type item with the kind
     * @param important boolean item; null for none
     */
    public record Deviation(String form, String type, String important) {}
}
