package org.equipoise.ecrf.domain.rules;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.ParticipationDefinition;
import org.equipoise.ecrf.domain.subject.EndOfParticipation;

/**
 * The compiled rule that says whether and how a subject's participation has ended.
 *
 * @param definition the rule as defined
 * @param ends the compiled conditions, in the order of the definition
 */
public record ParticipationRule(ParticipationDefinition definition, List<End> ends) {
    /** Copies the list. */
    public ParticipationRule {
        ends = List.copyOf(ends);
    }

    /**
     * A way in which participation can end.
     *
     * @param status its name
     * @param when true means that it applies
     */
    public record End(String status, Expression when) {}

    /**
     * The form that says so.
     *
     * @return its first repeat
     */
    public FormInstance form() {
        return new FormInstance(definition.event(), definition.form(), 1);
    }

    /**
     * Looks whether participation has ended. A date means the whole day at the site.
     *
     * @param casebook the subject's data, at least the form that says so
     * @param zone the site's time zone
     * @return how it ended, or empty if it goes on
     */
    public Optional<EndOfParticipation> of(Casebook casebook, ZoneId zone) {
        return casebook.content(form())
                .flatMap(content -> ends.stream()
                        .filter(end -> end.when().holds(content.values()).orElse(false))
                        .findFirst()
                        .map(end -> new EndOfParticipation(
                                end.status(),
                                at(content, zone),
                                definition
                                        .reason()
                                        .flatMap(item -> Optional.ofNullable(
                                                content.values().get(item)))
                                        .map(value -> value.plain().toString()))));
    }

    private Instant at(FormContent content, ZoneId zone) {
        Optional<ItemValue> said =
                definition.date().map(item -> content.values().get(item));
        if (said.isPresent() && said.get() instanceof ItemValue.DateValue day) {
            return day.value().plusDays(1).atStartOfDay(zone).toInstant();
        }
        return said.isPresent() && said.get() instanceof ItemValue.DateTimeValue moment
                ? moment.value()
                : content.occurredAt();
    }
}
