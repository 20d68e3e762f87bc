package org.equipoise.ecrf.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.schedule.CalendarEntry.Actual;
import org.equipoise.ecrf.domain.schedule.CalendarEntry.Plan;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Readings;
import org.equipoise.ecrf.domain.study.Schedule;
import org.equipoise.ecrf.domain.study.ScheduledForm;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.study.Window;

/**
 * A subject's calendar: what of the schedule is due, late, done or missed at an instant. It is a pure function of the schedule, the
 * subject's data and the instant, and speaks only of forms that its reader may see.
 *
 * <p>An event that is {@link StudyEvent#expected() expected} has times before its own anchor is known, by which each of its forms is due,
 * late or missed as long as it was not entered. The form that says when the event began stands by a binding expectation afterwards too.
 * What waits for an event that never began, and counts as missed, is not expected.
 *
 * <p>Times are compared by the minute. A form that is not required is listed once it was entered. A planned reading is taken for
 * done by the entry nearest to it within its tolerance; each entry counts for one reading, and those that are left over are listed
 * by themselves and judged by the event's window.
 *
 * @param asOf the instant
 * @param entries all entries in the order of the schedule
 */
public record Calendar(Instant asOf, List<CalendarEntry> entries) {
    /** Copies the entries. */
    public Calendar {
        entries = List.copyOf(entries);
    }

    /**
     * Who looks, and what else is known of the subject.
     *
     * @param sees the categories that the reader may see
     * @param happens whether an event happens at all, as far as the reader may know
     * @param ended when participation ended, from which on nothing is expected; empty while it goes on
     */
    public record View(Predicate<FormCategory> sees, Predicate<StudyEvent> happens, Optional<Instant> ended) {}

    /**
     * Draws up the calendar.
     *
     * @param study the study
     * @param casebook the subject's data
     * @param asOf the instant
     * @param view who looks
     * @return the calendar
     */
    public static Calendar of(StudyDefinition study, Casebook casebook, Instant asOf, View view) {
        Anchors anchors = Anchors.of(study.schedule(), casebook);
        Map<String, List<FormInstance>> entered =
                casebook.entered().collect(Collectors.groupingBy(instance -> instance.event() + "/" + instance.form()));
        List<CalendarEntry> entries = new ArrayList<>();
        for (StudyEvent event : study.schedule().events()) {
            Occasion occasion = Occasion.of(study.schedule(), event, anchors, asOf);
            for (ScheduledForm form : event.forms()) {
                FormCategory category =
                        study.categoryOf(event.id(), form.form()).orElseThrow();
                if (view.sees().test(category)) {
                    List<FormInstance> own = entered.getOrDefault(event.id() + "/" + form.form(), List.of());
                    ScheduledWork work = new ScheduledWork(occasion, form, category, casebook, own);
                    entries.addAll(work.entries(asOf, view));
                }
            }
        }
        return new Calendar(asOf, entries);
    }

    /**
     * An event of the subject.
     *
     * @param beginning the form that says when the event began, if one of its own does
     * @param skipped whether the event belongs to a repetition of a cycle that never began
     */
    private record Occasion(EventTiming timing, Optional<String> beginning, boolean skipped) {
        private static Occasion of(Schedule schedule, StudyEvent event, Anchors anchors, Instant asOf) {
            boolean skipped = event.repetition().isPresent()
                    && event.anchor()
                            .map(schedule.anchors()::get)
                            .flatMap(source -> schedule.event(source.event()))
                            .filter(begins -> EventTiming.of(begins, anchors).neverBegan(asOf))
                            .isPresent();
            return new Occasion(EventTiming.of(event, anchors), schedule.beginning(event), skipped);
        }
    }

    /** One form of one event, and what the subject has of it. */
    private record ScheduledWork(
            Occasion occasion,
            ScheduledForm form,
            FormCategory category,
            Casebook casebook,
            List<FormInstance> entered) {

        private EventTiming timing() {
            return occasion.timing();
        }

        private List<CalendarEntry> entries(Instant asOf, View view) {
            Map<FormInstance, FormContent> open = new TreeMap<>();
            entered.forEach(
                    instance -> open.put(instance, casebook.content(instance).orElseThrow()));
            List<CalendarEntry> entries = new ArrayList<>();
            if (form.readings().isPresent()) {
                Readings readings = form.readings().get();
                readings.at().forEach(at -> entries.add(reading(readings, at, open, asOf, view)));
            }
            if (form.readings().isEmpty() && open.isEmpty() && expectsAForm()) {
                Plan plan = plan(timing().times());
                entries.add(entry(plan, pending(plan, asOf, view), Optional.empty()));
            }
            open.forEach((instance, content) -> entries.add(done(instance, content)));
            return entries;
        }

        private boolean expectsAForm() {
            StudyEvent event = timing().event();
            return form.required() && !event.unscheduled() && !event.repeating();
        }

        private static Plan plan(EventTiming.Times times) {
            return new Plan(Optional.empty(), times.target(), times.from(), times.to());
        }

        /** By the event's own anchor alone, which is what judges. */
        private Plan wholeEvent() {
            return new Plan(Optional.empty(), timing().target(), timing().from(), timing().to());
        }

        private CalendarEntry reading(
                Readings readings, Duration at, Map<FormInstance, FormContent> open, Instant asOf, View view) {
            Window window = readings.window(at);
            Optional<Instant> target = timing().anchor().map(anchor -> anchor.plus(at));
            Plan plan = new Plan(
                    Optional.of(at),
                    target,
                    timing().anchor().map(window::opens),
                    timing().anchor().map(window::closes));
            Optional<FormInstance> taken = timing().anchor()
                    .flatMap(anchor -> open.entrySet().stream()
                            .filter(candidate ->
                                    window.contains(anchor, candidate.getValue().occurredAt()))
                            .min(Comparator.comparing(candidate -> Duration.between(
                                            anchor.plus(at),
                                            candidate.getValue().occurredAt())
                                    .abs()))
                            .map(Map.Entry::getKey));
            return taken.map(instance -> done(plan, instance, open.remove(instance)))
                    .orElseGet(() -> new CalendarEntry(
                            timing().event(),
                            form.form(),
                            category,
                            form.required(),
                            plan,
                            pending(plan, asOf, view),
                            Optional.empty(),
                            nextRepeat()));
        }

        /** Above all that were entered, so that no gap between them is taken for a place; a gap once there is nothing above. */
        private Optional<Integer> nextRepeat() {
            Set<Integer> taken = entered.stream().map(FormInstance::repeat).collect(Collectors.toSet());
            int last = taken.stream().mapToInt(Integer::intValue).max().orElse(0);
            return IntStream.concat(
                            IntStream.rangeClosed(last + 1, FormInstance.MOST_REPEATS), IntStream.rangeClosed(1, last))
                    .filter(repeat -> !taken.contains(repeat))
                    .boxed()
                    .findFirst();
        }

        private CalendarState pending(Plan plan, Instant asOf, View view) {
            boolean over = view.ended()
                    .filter(end -> plan.to().map(close -> !close.isBefore(end)).orElse(true))
                    .isPresent();
            if (over || !view.happens().test(timing().event())) {
                return CalendarState.NOT_EXPECTED;
            }
            Instant minute = asOf.truncatedTo(ChronoUnit.MINUTES);
            Optional<Instant> opens = plan.from().or(plan::target);
            if (timing().event().anchor().isPresent() && timing().anchor().isEmpty() && opens.isEmpty()) {
                return occasion.skipped() ? CalendarState.NOT_EXPECTED : CalendarState.WAITING;
            }
            if (opens.filter(minute::isBefore).isPresent()) {
                return CalendarState.NOT_YET;
            }
            if (plan.to().filter(minute::isAfter).isPresent()) {
                return isMissed(plan.to().get(), minute) ? CalendarState.MISSED : CalendarState.LATE;
            }
            boolean targetAhead = plan.target()
                    .map(target -> target.truncatedTo(ChronoUnit.MINUTES))
                    .filter(minute::isBefore)
                    .isPresent();
            return targetAhead ? CalendarState.IN_WINDOW : CalendarState.DUE;
        }

        private boolean isMissed(Instant closed, Instant minute) {
            return timing().event()
                    .missedAfter()
                    .filter(grace -> minute.isAfter(closed.plus(grace)))
                    .isPresent();
        }

        /** The form that says when the event began stands by the binding expectation, unless it lies outside the event's own window. */
        private CalendarEntry done(FormInstance instance, FormContent content) {
            Optional<Plan> bound = timing().expectation()
                    .filter(EventTiming.Expectation::binding)
                    .map(expectation -> plan(expectation.times()));
            boolean begins = occasion.beginning().equals(Optional.of(form.form()));
            if (begins
                    && bound.isPresent()
                    && timing().anchor().isPresent()
                    && outsideBy(wholeEvent(), content.occurredAt()).isEmpty()) {
                return done(bound.get(), instance, content, timing().anchor().get());
            }
            return done(wholeEvent(), instance, content);
        }

        private CalendarEntry done(Plan plan, FormInstance instance, FormContent content) {
            return done(plan, instance, content, content.occurredAt());
        }

        /** What was done, as it stood to the plan at an instant. */
        private CalendarEntry done(Plan plan, FormInstance instance, FormContent content, Instant judged) {
            boolean absent = content.values().isEmpty() && !content.missing().isEmpty();
            Optional<Duration> outside = outsideBy(plan, judged);
            Optional<String> reason = absent
                    ? Optional.of(content.missing().values().stream()
                            .map(MissingReason::code)
                            .distinct()
                            .collect(Collectors.joining(", ")))
                    : content.windowReason();
            Actual actual = new Actual(
                    instance.repeat(),
                    content.occurredAt(),
                    plan.target().map(target -> Duration.between(target, judged)),
                    outside,
                    reason);
            CalendarState state = outside.isPresent() ? CalendarState.OUT_OF_WINDOW : CalendarState.DONE;
            return entry(plan, absent ? CalendarState.MISSED : state, Optional.of(actual));
        }

        private static Optional<Duration> outsideBy(Plan plan, Instant at) {
            Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
            return plan.from()
                    .filter(minute::isBefore)
                    .or(() -> plan.to().filter(minute::isAfter))
                    .map(edge -> Duration.between(edge, minute));
        }

        private CalendarEntry entry(Plan plan, CalendarState state, Optional<Actual> actual) {
            return new CalendarEntry(
                    timing().event(), form.form(), category, form.required(), plan, state, actual, Optional.empty());
        }
    }
}
