package org.equipoise.ecrf.domain.safety;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.PartialDate;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.SafetyDefinition.AdverseEventForm;

/**
 * An adverse event as its form says it, with what is derived from other forms.
 *
 * @param form where it was entered
 * @param term what happened
 * @param start when it began; empty if that is missing, or the time of day is not known
 * @param startDate what is known of the date at the site where the time of day is not; empty if there is a start
 * @param serious whether it is serious; empty if that is missing
 * @param criteria the items that make it serious
 * @param expected whether it was to be expected; empty if the study does not ask or it is missing
 * @param special the code of the event of special interest; empty if it is none
 * @param onset when it began, seen from a dose; empty if there was no dose, or nothing is known of the start
 */
public record AdverseEvent(
        FormInstance form,
        Optional<String> term,
        Optional<Instant> start,
        Optional<PartialDate> startDate,
        Optional<Boolean> serious,
        List<String> criteria,
        Optional<Boolean> expected,
        Optional<String> special,
        Optional<Onset> onset) {
    /** Copies the criteria. */
    public AdverseEvent {
        criteria = List.copyOf(criteria);
    }

    /** When an event began, seen from a dose. */
    public sealed interface Onset {
        /**
         * The form that says when the dose began.
         *
         * @return the form
         */
        FormInstance dose();

        /**
         * Of an event whose time is known: from the latest dose that did not begin after it or, if it began before all of them, from
         * the first.
         *
         * @param dose the form that says when the dose began
         * @param after the time from the beginning of the dose; negative only before the first
         */
        record Timed(FormInstance dose, Duration after) implements Onset {}

        /**
         * Of an event of which the date alone is known, in days of the site's calendar from the day of a dose: 0 is the day of the
         * dose itself, before or after it. Counted from the latest dose on or before each day that can be meant or, without one, from
         * the first dose.
         *
         * @param dose the form that says when the dose began
         * @param from the fewest days that it can be, negative before the day of the dose
         * @param to the most, the same if the day is known
         */
        record Dated(FormInstance dose, long from, long to) implements Onset {}
    }

    /** A dose and its beginning. */
    private record Dose(FormInstance form, Instant began) {
        LocalDate day(ZoneId zone) {
            return LocalDate.ofInstant(began, zone);
        }
    }

    /**
     * The onset, if it is known in a certain way.
     *
     * @param way the way
     * @param <T> its type
     * @return the onset; empty if there is none or it is known in another way
     */
    public <T extends Onset> Optional<T> onset(Class<T> way) {
        return onset.filter(way::isInstance).map(way::cast);
    }

    /**
     * The adverse events of a subject.
     *
     * @param definition which items say what
     * @param casebook the subject's data, at least the adverse events and the doses
     * @param zone the site's time zone, by whose calendar dates are meant
     * @return the events in the order of their forms
     */
    public static List<AdverseEvent> of(AdverseEventForm definition, Casebook casebook, ZoneId zone) {
        List<Dose> doses = definition.dose().stream()
                .flatMap(dose -> doses(dose, casebook))
                .sorted(Comparator.comparing(Dose::began).thenComparing(Dose::form))
                .toList();
        return casebook.entered()
                .filter(instance -> instance.form().equals(definition.form()))
                .map(instance ->
                        of(definition, instance, casebook.content(instance).orElseThrow(), doses, zone))
                .toList();
    }

    /**
     * The event for who may not see the doses.
     *
     * @return a copy without its onset
     */
    public AdverseEvent withoutOnset() {
        return new AdverseEvent(form, term, start, startDate, serious, criteria, expected, special, Optional.empty());
    }

    private static AdverseEvent of(
            AdverseEventForm definition, FormInstance instance, FormContent content, List<Dose> doses, ZoneId zone) {
        Map<String, ItemValue> values = content.values();
        Optional<Instant> start = time(values, definition.start());
        Optional<PartialDate> date =
                definition.startDate().filter(item -> start.isEmpty()).flatMap(item -> date(values, item));
        return new AdverseEvent(
                instance,
                text(values, definition.term()),
                start,
                date,
                truth(values, definition.serious()),
                definition.criteria().stream()
                        .filter(item -> truth(values, item).orElse(false))
                        .toList(),
                definition.expected().flatMap(item -> truth(values, item)),
                definition
                        .special()
                        .flatMap(item -> text(values, item))
                        .filter(code -> !code.equals(definition.notSpecial())),
                start.<Onset>flatMap(began -> since(began, doses))
                        .or(() -> date.flatMap(day -> since(day, doses, zone))));
    }

    private static Stream<Dose> doses(ItemPath dose, Casebook casebook) {
        return casebook.entered()
                .filter(instance -> instance.form().equals(dose.form()))
                .flatMap(instance ->
                        time(casebook.content(instance).orElseThrow().values(), dose.item())
                                .map(began -> new Dose(instance, began))
                                .stream());
    }

    private static Optional<Onset> since(Instant start, List<Dose> doses) {
        return latest(doses, dose -> !dose.began().isAfter(start))
                .map(dose -> new Onset.Timed(dose.form(), Duration.between(dose.began(), start)));
    }

    private static Optional<Onset> since(PartialDate date, List<Dose> doses, ZoneId zone) {
        return latest(doses, dose -> !dose.day(zone).isAfter(date.earliest()))
                .map(dose -> new Onset.Dated(
                        dose.form(),
                        ChronoUnit.DAYS.between(dose.day(zone), date.earliest()),
                        ChronoUnit.DAYS.between(dose.day(zone), date.latest())));
    }

    /** The latest dose that precedes, else the first. */
    private static Optional<Dose> latest(List<Dose> doses, Predicate<Dose> precedes) {
        return doses.stream()
                .filter(precedes)
                .reduce((earlier, later) -> later)
                .or(() -> doses.stream().findFirst());
    }

    private static Optional<PartialDate> date(Map<String, ItemValue> values, String item) {
        ItemValue said = values.get(item);
        if (said instanceof ItemValue.DateValue day) {
            return Optional.of(PartialDate.of(day.value()));
        }
        return said instanceof ItemValue.PartialDateValue partial ? Optional.of(partial.value()) : Optional.empty();
    }

    private static Optional<Instant> time(Map<String, ItemValue> values, String item) {
        return Optional.ofNullable(values.get(item))
                .filter(ItemValue.DateTimeValue.class::isInstance)
                .map(value -> ((ItemValue.DateTimeValue) value).value());
    }

    private static Optional<String> text(Map<String, ItemValue> values, String item) {
        return Optional.ofNullable(values.get(item)).map(value -> value.plain().toString());
    }

    private static Optional<Boolean> truth(Map<String, ItemValue> values, String item) {
        return Optional.ofNullable(values.get(item))
                .map(ItemValue::plain)
                .filter(Boolean.class::isInstance)
                .map(Boolean.class::cast);
    }
}
