package org.equipoise.stats.domain.tables;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.TestResult;
import org.equipoise.stats.domain.findings.TimeToEventFinding;
import org.equipoise.stats.domain.survival.CoxRegression;
import org.equipoise.stats.domain.survival.HazardRatio;
import org.equipoise.stats.domain.survival.KaplanMeier;
import org.equipoise.stats.domain.survival.LogRankResult;
import org.equipoise.stats.domain.survival.LogRankTest;
import org.equipoise.stats.domain.survival.SurvivalProbability;
import org.equipoise.stats.domain.survival.SurvivalTimes;
import org.equipoise.stats.domain.survival.TieHandling;
import org.equipoise.stats.domain.survival.TwoArms;

/**
 * Time to relapse among responders, in days from the measurement of the value that made the response.
 *
 * <p>A relapse by score is a value at or above the threshold that a later one, within the plan's distance, confirms; it is dated
 * at the first of the two. Other events are dated by their forms. The earliest counts. Somebody without an event is censored at
 * the last value of the score; what happened by the time of the response does not count.
 */
final class EventTimeSection {

    private static final double SECONDS_PER_DAY = 86_400;

    private final Trial trial;

    EventTimeSection(Trial trial) {
        this.trial = trial;
    }

    /** A subject's time in days, and whether it ended with the event. */
    record EventTime(Trial.Enrolled subject, double days, boolean event) {}

    TimeToEventFinding finding(
            PlannedAnalyses.TimeToEvent planned,
            PlannedAnalyses.Responders among,
            Map<String, ResponderSection.Response> responses) {
        List<EventTime> times = times(planned, among, responses);
        List<TwoArms> strata = strata(planned, times);
        Outcome<List<TwoArms>> usable = strata.isEmpty()
                ? Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "No stratum has responders in both arms.",
                        "Wait until both arms have responders.")
                : Outcome.computed(strata);
        Outcome<LogRankResult> logRank = usable.flatMap(arms -> new LogRankTest(LogRankTest.Weight.EQUAL).test(arms));
        Outcome<HazardRatio> ratio =
                usable.flatMap(arms -> new CoxRegression(TieHandling.EFRON).fit(arms, Trial.LEVEL));
        return new TimeToEventFinding(
                heading(planned),
                SectionOutcome.of(logRank),
                planned.item() + " at least " + planned.atLeast() + " at two records " + planned.apartFrom() + " to "
                        + planned.apartTo() + " apart, or " + others(planned) + ", among " + among.label(),
                "days",
                Trial.LABELS.stream().map(label -> curve(label, times)).toList(),
                logRank.map(result -> new TestResult(
                                planned.strata().isEmpty() ? "Log-rank" : "Stratified log-rank",
                                result.chiSquared(),
                                1,
                                result.twoSidedP()))
                        .value()
                        .orElse(null),
                ratio.map(EventTimeSection::ratio).value().orElse(null));
    }

    private Heading heading(PlannedAnalyses.TimeToEvent planned) {
        return new Heading(
                planned.id(),
                planned.label(),
                trial.plan().estimandOf(planned.estimand()).label(),
                "Kaplan and Meier's estimate with log(-log) limits; "
                        + (planned.strata().isEmpty()
                                ? "log-rank test and proportional hazards"
                                : "log-rank test and proportional hazards stratified by "
                                        + String.join(" and ", planned.strata()))
                        + ", ties by Efron. Days are counted from the value that made the response; without an event a"
                        + " subject is censored at the last value.");
    }

    private static String others(PlannedAnalyses.TimeToEvent planned) {
        return planned.events().isEmpty()
                ? "no other event"
                : String.join(
                        ", ",
                        planned.events().stream()
                                .map(PlannedAnalyses.Detection::event)
                                .toList());
    }

    private static Difference ratio(HazardRatio ratio) {
        return new Difference(
                Difference.B_TO_A,
                ratio.estimate(),
                ratio.logStandardError(),
                null,
                ratio.interval().lower(),
                ratio.interval().upper(),
                Trial.LEVEL,
                ratio.twoSidedP());
    }

    private List<EventTime> times(
            PlannedAnalyses.TimeToEvent planned,
            PlannedAnalyses.Responders among,
            Map<String, ResponderSection.Response> responses) {
        List<EventTime> times = new ArrayList<>();
        for (ResponderSection.Response response : responses.values()) {
            if (!response.responder()) {
                continue;
            }
            Subject subject = response.subject().subject();
            Instant start = response.measuredAt();
            if (start == null) {
                trial.values()
                        .listing()
                        .exclude(new ExcludedValue(
                                planned.id(),
                                subject.subject(),
                                among.visit(),
                                "undated",
                                "the time of the value that made the response is not known"));
                continue;
            }
            times.add(time(planned, response.subject(), start));
        }
        return times;
    }

    private static EventTime time(PlannedAnalyses.TimeToEvent planned, Trial.Enrolled one, Instant start) {
        List<FormRecord> scores = FormValues.of(one.subject(), planned.form())
                .filter(form -> form.occurredAt() != null
                        && form.occurredAt().isAfter(start)
                        && FormValues.number(form, planned.item()).isPresent())
                .sorted(Comparator.comparing(FormRecord::occurredAt))
                .toList();
        Optional<Instant> event = Stream.concat(
                        byScore(planned, scores).stream(), others(planned, one.subject(), start))
                .min(Comparator.naturalOrder());
        Instant last = scores.isEmpty() ? start : scores.get(scores.size() - 1).occurredAt();
        Instant end = event.orElse(last);
        return new EventTime(one, Duration.between(start, end).toSeconds() / SECONDS_PER_DAY, event.isPresent());
    }

    private static Optional<Instant> byScore(PlannedAnalyses.TimeToEvent planned, List<FormRecord> scores) {
        List<Instant> high = scores.stream()
                .filter(form -> FormValues.number(form, planned.item()).getAsDouble() >= planned.atLeast())
                .map(FormRecord::occurredAt)
                .toList();
        Duration from = Duration.parse(planned.apartFrom());
        Duration to = Duration.parse(planned.apartTo());
        return high.stream()
                .filter(first -> high.stream()
                        .map(second -> Duration.between(first, second))
                        .anyMatch(apart -> apart.compareTo(from) >= 0 && apart.compareTo(to) <= 0))
                .findFirst();
    }

    private static Stream<Instant> others(PlannedAnalyses.TimeToEvent planned, Subject subject, Instant start) {
        return planned.events().stream()
                .flatMap(detection -> FormValues.of(subject, detection.form())
                        .filter(form -> FormValues.shows(form, detection))
                        .flatMap(form -> FormValues.when(form, detection, start.plusSeconds(1)).stream()))
                .filter(moment -> moment.isAfter(start));
    }

    private static List<TwoArms> strata(PlannedAnalyses.TimeToEvent planned, List<EventTime> times) {
        Map<String, List<EventTime>> byStratum = new TreeMap<>();
        times.forEach(time -> byStratum
                .computeIfAbsent(
                        Trial.stratum(time.subject().subject(), planned.strata()), stratum -> new ArrayList<>())
                .add(time));
        return byStratum.values().stream()
                .filter(own -> Trial.LABELS.stream()
                        .allMatch(label -> own.stream()
                                .anyMatch(time -> time.subject().label().equals(label))))
                .map(own -> new TwoArms(survival(own, ArmLabels.B), survival(own, ArmLabels.A)))
                .toList();
    }

    private static SurvivalTimes survival(List<EventTime> times, String label) {
        List<EventTime> own = times.stream()
                .filter(time -> time.subject().label().equals(label))
                .toList();
        return new SurvivalTimes(
                own.stream().map(EventTime::days).toList(),
                own.stream().map(EventTime::event).toList());
    }

    private static TimeToEventFinding.Curve curve(String label, List<EventTime> times) {
        List<EventTime> own = times.stream()
                .filter(time -> time.subject().label().equals(label))
                .toList();
        if (own.isEmpty()) {
            return new TimeToEventFinding.Curve(label, 0, 0, null, List.of());
        }
        KaplanMeier estimate = new KaplanMeier(survival(times, label));
        TreeSet<Double> moments = new TreeSet<>(List.of(0.0));
        own.forEach(time -> moments.add(time.days()));
        List<TimeToEventFinding.Step> steps =
                moments.stream().map(moment -> step(own, estimate, moment)).toList();
        double median = estimate.median(Trial.LEVEL).estimate();
        return new TimeToEventFinding.Curve(
                label,
                own.size(),
                (int) own.stream().filter(EventTime::event).count(),
                Double.isFinite(median) ? median : null,
                steps);
    }

    private static TimeToEventFinding.Step step(List<EventTime> own, KaplanMeier estimate, double moment) {
        SurvivalProbability free = estimate.at(moment, Trial.LEVEL);
        int censored = (int) own.stream()
                .filter(time -> !time.event() && time.days() == moment)
                .count();
        return new TimeToEventFinding.Step(
                moment,
                free.estimate(),
                free.interval().lower(),
                free.interval().upper(),
                estimate.atRisk(moment),
                censored);
    }
}
