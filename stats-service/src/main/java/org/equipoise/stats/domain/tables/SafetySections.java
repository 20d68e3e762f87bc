package org.equipoise.stats.domain.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.findings.AdverseEventsFinding;
import org.equipoise.stats.domain.findings.Count;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.ExposureFinding;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.proportions.Responders;
import org.equipoise.stats.domain.proportions.TwoProportions;

/**
 * Exposure and adverse events by arm, in the safety population: everybody randomized with a record of exposure, or everybody
 * randomized if the plan names no form for it.
 */
final class SafetySections {

    static final String ADVERSE_EVENTS = "ADVERSE_EVENTS";
    static final String EXPOSURE = "EXPOSURE";

    private final Trial trial;
    private final PlannedAnalyses.Safety safety;

    SafetySections(Trial trial, PlannedAnalyses.Safety safety) {
        this.trial = trial;
        this.safety = safety;
    }

    /** The safety population. */
    List<Trial.Enrolled> population() {
        return safety.exposure() == null
                ? trial.subjects()
                : trial.subjects().stream()
                        .filter(one -> FormValues.of(
                                        one.subject(), safety.exposure().form())
                                .findAny()
                                .isPresent())
                        .toList();
    }

    ExposureFinding exposure() {
        PlannedAnalyses.Exposure planned = safety.exposure();
        return new ExposureFinding(
                new Heading(EXPOSURE, "Exposure", "All randomized subjects", "Counts and descriptive statistics."),
                SectionOutcome.ofComputed(),
                Trial.LABELS.stream().map(label -> exposed(label, planned)).toList(),
                planned.measures().stream()
                        .map(item -> new ExposureFinding.Measure(
                                item.label(),
                                Trial.LABELS.stream()
                                        .map(label -> Trial.spread(
                                                label,
                                                doses(label, planned).stream()
                                                        .flatMapToDouble(
                                                                form -> FormValues.number(form, item.item()).stream())
                                                        .toArray()))
                                        .toList()))
                        .toList());
    }

    private ExposureFinding.ArmExposure exposed(String label, PlannedAnalyses.Exposure planned) {
        List<FormRecord> doses = doses(label, planned);
        return new ExposureFinding.ArmExposure(
                label,
                trial.arm(label).size(),
                (int) population().stream()
                        .filter(one -> one.label().equals(label))
                        .count(),
                doses.size(),
                planned.flags().stream()
                        .map(flag -> new Count(flag.label(), (int) doses.stream()
                                .filter(form -> FormValues.yes(form, flag.item()))
                                .count()))
                        .toList());
    }

    private List<FormRecord> doses(String label, PlannedAnalyses.Exposure planned) {
        return trial.arm(label).stream()
                .flatMap(one -> FormValues.of(one.subject(), planned.form()))
                .toList();
    }

    /** One adverse event of one subject. */
    private record Event(
            Trial.Enrolled subject, String term, boolean timed, boolean special, boolean serious, boolean fatal) {}

    AdverseEventsFinding adverseEvents() {
        List<Trial.Enrolled> population = population();
        List<Event> events = events(population);
        List<Event> serious = events.stream().filter(Event::serious).toList();
        return new AdverseEventsFinding(
                new Heading(
                        ADVERSE_EVENTS,
                        "Adverse events",
                        "All randomized subjects with a dose",
                        "Events from time zero on, by term; an event whose time of day is not known counts unless"
                                + " every day that it can mean is before the day of time zero at the site; difference of"
                                + " the proportions of subjects with Miettinen and Nurminen's interval. Not corrected for"
                                + " the number of terms."),
                SectionOutcome.ofComputed(),
                Trial.LABELS.stream()
                        .map(label -> total(label, population, events))
                        .toList(),
                terms(population, events),
                terms(population, serious));
    }

    private List<Event> events(List<Trial.Enrolled> population) {
        PlannedAnalyses.AdverseEvents planned = safety.adverseEvents();
        List<Event> events = new ArrayList<>();
        for (Trial.Enrolled one : population) {
            Instant zero = trial.values().schedule().timeZero(one.subject());
            FormValues.of(one.subject(), planned.form()).forEach(form -> {
                if (isBefore(zero, form, one.zone())) {
                    trial.values()
                            .listing()
                            .exclude(new ExcludedValue(
                                    ADVERSE_EVENTS,
                                    one.subject().subject(),
                                    form.event(),
                                    "before-time-zero",
                                    "event " + form.repeat() + " began before time zero"));
                } else {
                    events.add(event(one, form, planned));
                }
            });
        }
        return events;
    }

    /**
     * Of an event whose time of day is known, whether it began before time zero. Of which only the date, or a part of it, is known:
     * whether each day that it can mean is before the day of time zero by the calendar of the site. What cannot be excluded counts as
     * emergent, and so does an event of which nothing is known.
     */
    private boolean isBefore(Instant zero, FormRecord form, ZoneId zone) {
        PlannedAnalyses.AdverseEvents planned = safety.adverseEvents();
        return time(form, planned)
                .map(start -> start.isBefore(zero))
                .or(() -> FormValues.days(form, planned.start())
                        .or(() -> FormValues.days(form, planned.startDate()))
                        .map(days -> days.last().isBefore(LocalDate.ofInstant(zero, zone))))
                .orElse(false);
    }

    /** The start to the minute. */
    private static Optional<Instant> time(FormRecord form, PlannedAnalyses.AdverseEvents planned) {
        return FormValues.days(form, planned.start()).isPresent()
                ? Optional.empty()
                : FormValues.moment(form, planned.start());
    }

    private static Event event(Trial.Enrolled one, FormRecord form, PlannedAnalyses.AdverseEvents planned) {
        Optional<String> special =
                FormValues.text(form, planned.special()).filter(code -> !code.equals(planned.none()));
        String term = special.or(() -> FormValues.text(form, planned.term()))
                .map(text -> text.trim().toUpperCase(Locale.ROOT).replace('_', ' '))
                .orElse("NOT STATED");
        return new Event(
                one,
                term,
                time(form, planned).isPresent(),
                special.isPresent(),
                FormValues.yes(form, planned.serious()),
                planned.death() != null && FormValues.yes(form, planned.death()));
    }

    private static AdverseEventsFinding.ArmTotal total(
            String label, List<Trial.Enrolled> population, List<Event> events) {
        List<Event> own = of(events, label);
        List<Event> serious = own.stream().filter(Event::serious).toList();
        return new AdverseEventsFinding.ArmTotal(
                label,
                size(population, label),
                subjects(own),
                own.size(),
                (int) own.stream().filter(event -> !event.timed()).count(),
                subjects(serious),
                serious.size(),
                subjects(own.stream().filter(Event::fatal).toList()));
    }

    private static int size(List<Trial.Enrolled> population, String label) {
        return (int)
                population.stream().filter(one -> one.label().equals(label)).count();
    }

    private static List<Event> of(List<Event> events, String label) {
        return events.stream()
                .filter(event -> event.subject().label().equals(label))
                .toList();
    }

    private static int subjects(List<Event> events) {
        return (int) events.stream()
                .map(event -> event.subject().subject().subject())
                .distinct()
                .count();
    }

    private static List<AdverseEventsFinding.Term> terms(List<Trial.Enrolled> population, List<Event> events) {
        Map<String, List<Event>> byTerm = new TreeMap<>();
        events.forEach(event ->
                byTerm.computeIfAbsent(event.term(), term -> new ArrayList<>()).add(event));
        return byTerm.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Event>> entry) -> -subjects(entry.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> new AdverseEventsFinding.Term(
                        entry.getKey(),
                        entry.getValue().stream().anyMatch(Event::special),
                        Trial.LABELS.stream()
                                .map(label -> {
                                    List<Event> own = of(entry.getValue(), label);
                                    return new AdverseEventsFinding.ArmEvents(label, subjects(own), own.size());
                                })
                                .toList(),
                        difference(population, entry.getValue())))
                .toList();
    }

    private static Difference difference(List<Trial.Enrolled> population, List<Event> events) {
        int a = size(population, ArmLabels.A);
        int b = size(population, ArmLabels.B);
        return a == 0 || b == 0
                ? null
                : ResponderSection.difference(new TwoProportions(
                        new Responders(subjects(of(events, ArmLabels.B)), b),
                        new Responders(subjects(of(events, ArmLabels.A)), a)));
    }
}
