package org.equipoise.stats.domain.tables;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.Estimand;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.Strategy;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.SubstitutedValue;

/**
 * The value of an item at a visit under the plan's data rules and an estimand's strategies. Rules, in this order:
 *
 * <ol>
 *   <li><b>Selection.</b> Of the visit's own records the lowest repeat with a value. If the plan selects by window and there is
 *       none, or it lies outside the window: among all records of the form within the window, unscheduled ones too, the one
 *       nearest to the target; of two equally near the earlier one.
 *   <li><b>Window.</b> A value outside its window is used and listed, or set aside and listed, as the plan says.
 *   <li><b>Composite.</b> If such an event happened by the time of the value, or by the target of a visit without one, the worst
 *       score counts, once the target has passed.
 *   <li><b>Hypothetical.</b> A value measured at or after such an event is set aside. A date stands for its first moment.
 *   <li><b>Treatment policy.</b> The value counts whatever happened.
 *   <li><b>Carried items.</b> A value with carried items counts and is listed.
 * </ol>
 *
 * An event counts from the day of randomization on. Where several composite events happened, the first in the plan's order
 * gives the worst score.
 */
final class VisitValues {

    private final AnalysisPlan plan;
    private final StudyRecords records;
    private final Listing listing;
    private final VisitSchedule schedule;

    VisitValues(AnalysisPlan plan, StudyRecords records, Listing listing) {
        this.plan = plan;
        this.records = records;
        this.listing = listing;
        this.schedule = new VisitSchedule(plan.analyses().data());
    }

    /** An item that is measured at visits, in one section. */
    record Target(String section, String form, String item, Estimand estimand) {}

    /**
     * What a visit gives.
     *
     * @param value the value to analyse; empty without one
     * @param occurredAt when the record behind the value was measured; null without a value or where nobody said
     * @param observed whether a value was recorded, used or not
     * @param setAside the reason code if a recorded value is not used; null otherwise
     * @param outsideWindow when a value that is used was measured, if outside its window; null otherwise
     * @param reason why nothing was recorded, in the words of the form; null where the form does not say
     */
    record VisitValue(
            OptionalDouble value,
            Instant occurredAt,
            boolean observed,
            String setAside,
            Instant outsideWindow,
            String reason) {

        private static VisitValue of(double value, Instant occurredAt, boolean outside) {
            return new VisitValue(OptionalDouble.of(value), occurredAt, true, null, outside ? occurredAt : null, null);
        }

        private static VisitValue none(boolean observed, String setAside, String reason) {
            return new VisitValue(OptionalDouble.empty(), null, observed, setAside, null, reason);
        }
    }

    VisitSchedule schedule() {
        return schedule;
    }

    StudyRecords records() {
        return records;
    }

    Listing listing() {
        return listing;
    }

    /** The baseline value: of the event's records the lowest repeat with one. */
    OptionalDouble baseline(Subject subject, Target target, String event) {
        return nominal(subject, target, event)
                .map(form -> FormValues.number(form, target.item()))
                .orElse(OptionalDouble.empty());
    }

    /** The value at a visit. */
    VisitValue at(Subject subject, Target target, String event) {
        Optional<FormRecord> selected = select(subject, target, event);
        Optional<Instant> moment = selected.map(FormRecord::occurredAt).or(() -> schedule.target(subject, event));
        OptionalDouble worst = composite(subject, target, moment);
        if (worst.isPresent()) {
            return worst(subject, target, event, selected, worst.getAsDouble());
        }
        if (selected.isEmpty()) {
            return VisitValue.none(false, null, reason(subject, target, event));
        }
        FormRecord form = selected.get();
        boolean outside = outside(subject, event, form);
        if (outside && plan.analyses().data().outsideWindow().equals("set-aside")) {
            return aside(subject, target, event, "outside-window", "measured outside the visit's window");
        }
        Optional<String> hypothetical = happened(subject, target.estimand(), Strategy.HYPOTHETICAL, moment);
        if (hypothetical.isPresent()) {
            return aside(subject, target, event, "hypothetical", "measured at or after: " + hypothetical.get());
        }
        double value = FormValues.number(form, target.item()).orElseThrow();
        list(subject, target, form, outside, value);
        return VisitValue.of(value, form.occurredAt(), outside);
    }

    private void list(Subject subject, Target target, FormRecord form, boolean outside, double value) {
        boolean carried = plan.analyses().data().carried().stream()
                .anyMatch(flag -> flag.form().equals(form.form()) && FormValues.yes(form, flag.item()));
        if (carried) {
            listing.substitute(new SubstitutedValue(
                    target.section(),
                    subject.subject(),
                    form.event(),
                    "carried-items",
                    "the score contains items carried from baseline",
                    value,
                    value));
        }
        if (outside) {
            listing.substitute(new SubstitutedValue(
                    target.section(),
                    subject.subject(),
                    form.event(),
                    "outside-window",
                    "measured outside the visit's window and used",
                    value,
                    value));
        }
    }

    private VisitValue worst(
            Subject subject, Target target, String event, Optional<FormRecord> selected, double worst) {
        Double observed = selected.map(
                        form -> FormValues.number(form, target.item()).orElseThrow())
                .orElse(null);
        listing.substitute(new SubstitutedValue(
                target.section(),
                subject.subject(),
                event,
                "composite-worst-score",
                "the worst score counts after an event with the composite strategy",
                observed,
                worst));
        return new VisitValue(
                OptionalDouble.of(worst),
                selected.map(FormRecord::occurredAt).orElse(null),
                observed != null,
                null,
                null,
                null);
    }

    private VisitValue aside(Subject subject, Target target, String event, String reason, String detail) {
        listing.exclude(new ExcludedValue(target.section(), subject.subject(), event, reason, detail));
        return VisitValue.none(true, reason, null);
    }

    private boolean outside(Subject subject, String event, FormRecord form) {
        if (form.occurredAt() != null && schedule.window(event).isPresent()) {
            return !schedule.within(subject, event, form.occurredAt());
        }
        return form.event().equals(event) && Boolean.FALSE.equals(form.inWindow());
    }

    private Optional<FormRecord> select(Subject subject, Target target, String event) {
        Optional<FormRecord> own = nominal(subject, target, event);
        boolean byWindow = plan.analyses().data().selection().equals("window");
        Optional<VisitSchedule.Window> window = schedule.window(event);
        if (!byWindow
                || window.isEmpty()
                || own.filter(form -> !outside(subject, event, form)).isPresent()) {
            return own;
        }
        Instant aim = schedule.timeZero(subject).plus(window.get().at());
        Optional<FormRecord> nearest = FormValues.of(subject, target.form())
                .filter(form -> form.occurredAt() != null
                        && FormValues.number(form, target.item()).isPresent()
                        && schedule.within(subject, event, form.occurredAt()))
                .min(Comparator.comparing((FormRecord form) ->
                                Duration.between(aim, form.occurredAt()).abs())
                        .thenComparing(FormRecord::occurredAt));
        return nearest.or(() -> own);
    }

    private static Optional<FormRecord> nominal(Subject subject, Target target, String event) {
        return FormValues.of(subject, target.form())
                .filter(form -> form.event().equals(event)
                        && FormValues.number(form, target.item()).isPresent())
                .min(Comparator.comparingInt(FormRecord::repeat));
    }

    private static String reason(Subject subject, Target target, String event) {
        return FormValues.of(subject, target.form())
                .filter(form -> form.event().equals(event))
                .map(form -> form.missing().get(target.item()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private OptionalDouble composite(Subject subject, Target target, Optional<Instant> moment) {
        if (moment.isEmpty() || moment.get().isAfter(records.takenAt())) {
            return OptionalDouble.empty();
        }
        return detections(target.estimand(), Strategy.COMPOSITE).stream()
                .filter(event -> happenedBy(subject, event, moment))
                .mapToDouble(PlannedAnalyses.Detection::worst)
                .findFirst();
    }

    private Optional<String> happened(Subject subject, Estimand estimand, Strategy strategy, Optional<Instant> moment) {
        return detections(estimand, strategy).stream()
                .filter(event -> happenedBy(subject, event, moment))
                .map(PlannedAnalyses.Detection::event)
                .findFirst();
    }

    private boolean happenedBy(Subject subject, PlannedAnalyses.Detection event, Optional<Instant> moment) {
        Instant from = subject.randomizedAt().truncatedTo(ChronoUnit.DAYS);
        return moment.isPresent()
                && FormValues.of(subject, event.form())
                        .filter(form -> FormValues.shows(form, event))
                        .flatMap(form -> FormValues.when(form, event, from).stream())
                        .anyMatch(at -> !at.isBefore(from) && !at.isAfter(moment.get()));
    }

    private List<PlannedAnalyses.Detection> detections(Estimand estimand, Strategy strategy) {
        return plan.analyses().data().intercurrentEvents().stream()
                .filter(detection -> estimand.intercurrentEvents().stream()
                        .anyMatch(event -> event.event().equals(detection.event())
                                && Strategy.named(event.strategy()).equals(Optional.of(strategy))))
                .toList();
    }
}
