package org.equipoise.ecrf.domain.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.PartialDate;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.RelapseDefinition;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;

/**
 * Dates relapses: a qualifying score that another qualifying score confirms some days later, or a single event such as a
 * hospitalization; whichever came first. A confirmed score is dated at the first of the two observations.
 *
 * @param definition the rule as defined
 * @param among who can relapse
 * @param score the compiled condition of the score, over {@link EligibilityRules#VALUE}
 * @param singles the compiled conditions of single events, in the order of the definition
 */
public record RelapseRule(
        RelapseDefinition definition, NamedCondition among, Expression score, List<Expression> singles) {
    /** Name of the relapse that a confirmed score is. */
    public static final String SCORE = "score";

    /** Copies the list. */
    public RelapseRule {
        singles = List.copyOf(singles);
    }

    /**
     * A relapse.
     *
     * @param cause {@link #SCORE} or the name of the single event
     * @param at when it is dated
     * @param form the form that it is dated by
     * @param confirmedBy the form that confirms a score
     */
    public record Relapse(String cause, Instant at, FormInstance form, Optional<FormInstance> confirmedBy) {}

    /**
     * Whether a subject can relapse and has.
     *
     * @param since from when on relapses count
     * @param relapse the first relapse; empty if there was none so far
     */
    public record Outcome(Instant since, Optional<Relapse> relapse) {}

    private record Observation(FormInstance form, Instant at) {}

    /**
     * Looks for the first relapse.
     *
     * @param casebook the subject's data
     * @param zone the site's time zone: a date counts from the beginning of its day there
     * @return the outcome; empty for who cannot relapse, or of whom that is not known
     */
    public Optional<Outcome> of(Casebook casebook, ZoneId zone) {
        Optional<Instant> since = since(casebook);
        if (since.isEmpty() || !among.holds(casebook).orElse(false)) {
            return Optional.empty();
        }
        List<Relapse> found = new ArrayList<>();
        confirmed(casebook, since.get(), zone).ifPresent(found::add);
        for (int i = 0; i < singles.size(); i++) {
            single(i, casebook, since.get(), zone).ifPresent(found::add);
        }
        return Optional.of(new Outcome(since.get(), found.stream().min(Comparator.comparing(Relapse::at))));
    }

    /**
     * Whose data it is drawn from: only who may see all of them may see relapses.
     *
     * @param study the study
     * @return the categories of all forms that it looks at
     */
    public Set<FormCategory> categories(StudyDefinition study) {
        Set<FormCategory> categories = new TreeSet<>(among.categories(study));
        Stream.concat(
                        Stream.of(definition.score().form()),
                        definition.events().stream().map(RelapseDefinition.Single::form))
                .forEach(form -> study.schedule().events().stream()
                        .map(StudyEvent::id)
                        .forEach(event -> study.categoryOf(event, form).ifPresent(categories::add)));
        return categories;
    }

    private Optional<Instant> since(Casebook casebook) {
        FormInstance decided =
                new FormInstance(definition.from(), definition.score().form(), 1);
        return casebook.content(decided)
                .map(content -> time(content, definition.score().at()));
    }

    private Optional<Relapse> confirmed(Casebook casebook, Instant since, ZoneId zone) {
        RelapseDefinition.RepeatedScore rule = definition.score();
        List<Observation> qualifying = observations(casebook, rule.form(), rule.at(), since, zone)
                .filter(observation -> qualifies(casebook, observation))
                .sorted(Comparator.comparing(Observation::at).thenComparing(Observation::form))
                .toList();
        for (Observation first : qualifying) {
            Optional<Observation> second = qualifying.stream()
                    .filter(other -> isApart(days(first.at(), other.at(), zone), rule))
                    .findFirst();
            if (second.isPresent()) {
                return Optional.of(new Relapse(SCORE, first.at(), first.form(), second.map(Observation::form)));
            }
        }
        return Optional.empty();
    }

    /** Whole days by the calendar of the site: visits five days apart are, whichever of them was later in its day. */
    private static Duration days(Instant first, Instant second, ZoneId zone) {
        return Duration.ofDays(
                ChronoUnit.DAYS.between(LocalDate.ofInstant(first, zone), LocalDate.ofInstant(second, zone)));
    }

    private static boolean isApart(Duration between, RelapseDefinition.RepeatedScore rule) {
        return between.compareTo(rule.apart()) >= 0 && between.compareTo(rule.atMost()) <= 0;
    }

    private boolean qualifies(Casebook casebook, Observation observation) {
        ItemValue value = casebook.content(observation.form())
                .orElseThrow()
                .values()
                .get(definition.score().item());
        return value != null
                && score.holds(Map.of(EligibilityRules.VALUE, value)).orElse(false);
    }

    private Optional<Relapse> single(int index, Casebook casebook, Instant since, ZoneId zone) {
        RelapseDefinition.Single rule = definition.events().get(index);
        return observations(casebook, rule.form(), rule.at(), since, zone)
                .filter(observation -> singles.get(index)
                        .holds(casebook.content(observation.form())
                                .orElseThrow()
                                .values())
                        .orElse(false))
                .min(Comparator.comparing(Observation::at).thenComparing(Observation::form))
                .map(observation -> new Relapse(rule.id(), observation.at(), observation.form(), Optional.empty()));
    }

    private static Stream<Observation> observations(
            Casebook casebook, String form, Optional<String> at, Instant since, ZoneId zone) {
        return casebook.entered()
                .filter(instance -> instance.form().equals(form))
                .flatMap(instance -> after(since, casebook.content(instance).orElseThrow(), at, zone)
                        .map(moment -> new Observation(instance, moment))
                        .stream());
    }

    /**
     * Of a date only the day is known, of a partial date perhaps not even that: what may have happened on the day of the response
     * or later counts, as early as it can, but from the response on.
     */
    private static Optional<Instant> after(Instant since, FormContent content, Optional<String> at, ZoneId zone) {
        Optional<PartialDate> day = at.map(name -> content.values().get(name)).flatMap(RelapseRule::day);
        if (day.isEmpty()) {
            return Optional.of(time(content, at)).filter(each -> each.isAfter(since));
        }
        LocalDate response = LocalDate.ofInstant(since, zone);
        if (day.get().latest().isBefore(response)) {
            return Optional.empty();
        }
        return Optional.of(
                day.get().earliest().isAfter(response)
                        ? day.get().earliest().atStartOfDay(zone).toInstant()
                        : since);
    }

    private static Optional<PartialDate> day(ItemValue said) {
        if (said instanceof ItemValue.DateValue date) {
            return Optional.of(PartialDate.of(date.value()));
        }
        return said instanceof ItemValue.PartialDateValue partial ? Optional.of(partial.value()) : Optional.empty();
    }

    private static Instant time(FormContent content, Optional<String> item) {
        return item.map(name -> content.values().get(name))
                .filter(ItemValue.DateTimeValue.class::isInstance)
                .map(moment -> ((ItemValue.DateTimeValue) moment).value())
                .orElseGet(content::occurredAt);
    }
}
