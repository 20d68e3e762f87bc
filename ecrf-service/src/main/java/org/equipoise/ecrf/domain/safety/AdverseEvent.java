package org.equipoise.ecrf.domain.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.SafetyDefinition.AdverseEventForm;

/**
 * An adverse event as its form says it, with what is derived from other forms.
 *
 * @param form where it was entered
 * @param term what happened
 * @param start when it began; empty if that is missing
 * @param serious whether it is serious; empty if that is missing
 * @param criteria the items that make it serious
 * @param expected whether it was to be expected; empty if the study does not ask or it is missing
 * @param special the code of the event of special interest; empty if it is none
 * @param onset how long after the beginning of a dose it began, and the form that says when that was; of the latest dose before
 *     it; empty before the first
 */
public record AdverseEvent(
        FormInstance form,
        Optional<String> term,
        Optional<Instant> start,
        Optional<Boolean> serious,
        List<String> criteria,
        Optional<Boolean> expected,
        Optional<String> special,
        Optional<Onset> onset) {
    /** Copies the criteria. */
    public AdverseEvent {
        criteria = List.copyOf(criteria);
    }

    /**
     * When an event began, seen from a dose.
     *
     * @param dose the form that says when the dose began
     * @param after the time from the beginning of the dose, zero or more
     */
    public record Onset(FormInstance dose, Duration after) {}

    /**
     * The adverse events of a subject.
     *
     * @param definition which items say what
     * @param casebook the subject's data, at least the adverse events and the doses
     * @return the events in the order of their forms
     */
    public static List<AdverseEvent> of(AdverseEventForm definition, Casebook casebook) {
        return casebook.entered()
                .filter(instance -> instance.form().equals(definition.form()))
                .map(instance -> of(definition, instance, casebook))
                .toList();
    }

    /**
     * The event for who may not see the doses.
     *
     * @return a copy without its onset
     */
    public AdverseEvent withoutOnset() {
        return new AdverseEvent(form, term, start, serious, criteria, expected, special, Optional.empty());
    }

    private static AdverseEvent of(AdverseEventForm definition, FormInstance instance, Casebook casebook) {
        Map<String, ItemValue> values = casebook.content(instance).orElseThrow().values();
        Optional<Instant> start = time(values, definition.start());
        return new AdverseEvent(
                instance,
                text(values, definition.term()),
                start,
                truth(values, definition.serious()),
                definition.criteria().stream()
                        .filter(item -> truth(values, item).orElse(false))
                        .toList(),
                definition.expected().flatMap(item -> truth(values, item)),
                definition
                        .special()
                        .flatMap(item -> text(values, item))
                        .filter(code -> !code.equals(definition.notSpecial())),
                start.flatMap(began -> definition.dose().flatMap(dose -> onset(dose, began, casebook))));
    }

    private static Optional<Onset> onset(ItemPath dose, Instant began, Casebook casebook) {
        return casebook.entered()
                .filter(instance -> instance.form().equals(dose.form()))
                .flatMap(instance ->
                        time(casebook.content(instance).orElseThrow().values(), dose.item())
                                .map(start -> new Onset(instance, Duration.between(start, began)))
                                .stream())
                .filter(onset -> !onset.after().isNegative())
                .min((one, other) -> one.after().compareTo(other.after()));
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
