package org.equipoise.ecrf.domain.rules;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.subject.Withdrawal;

/**
 * The compiled rule that says whether a subject has withdrawn consent.
 *
 * @param place the form that says so
 * @param when true means that consent was withdrawn
 * @param date the item that says when, if there is one
 * @param stillEntered forms whose observations may be later; the form that says so is always one of them
 */
public record WithdrawalRule(FormPlace place, Expression when, Optional<String> date, Set<String> stillEntered) {
    /** Copies the set. */
    public WithdrawalRule {
        stillEntered = Set.copyOf(stillEntered);
    }

    /**
     * Looks whether consent is withdrawn according to present data; a corrected form withdraws the withdrawal.
     *
     * <p>A date means that the whole day at the site still belongs to the study, because nobody can tell what came first; a
     * date-time is exact to the minute.
     *
     * @param casebook the subject's data, at least the form that says so
     * @param zone the site's time zone
     * @return the withdrawal, or empty if consent stands
     */
    public Optional<Withdrawal> of(Casebook casebook, ZoneId zone) {
        return casebook.content(new FormInstance(place.event(), place.form(), 1))
                .filter(content -> when.holds(content.values()).orElse(false))
                .map(content -> new Withdrawal(end(content, zone), stillEntered, place.form()));
    }

    private Instant end(FormContent content, ZoneId zone) {
        Map<String, ItemValue> values = content.values();
        Optional<ItemValue> said = date.map(values::get);
        if (said.isPresent() && said.get() instanceof ItemValue.DateValue day) {
            return day.value().plusDays(1).atStartOfDay(zone).toInstant();
        }
        Instant exact = said.isPresent() && said.get() instanceof ItemValue.DateTimeValue moment
                ? moment.value()
                : content.occurredAt();
        return exact.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }
}
