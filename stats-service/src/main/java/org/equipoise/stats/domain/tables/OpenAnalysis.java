package org.equipoise.stats.domain.tables;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.Count;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.equipoise.stats.domain.planning.BlindedReestimation;
import org.equipoise.stats.domain.planning.BlindedVariance;
import org.equipoise.stats.domain.planning.ReestimatedSize;
import org.equipoise.stats.domain.planning.ReestimationLimits;
import org.equipoise.stats.domain.planning.TTestPlan;

/**
 * Computes open findings: pooled over the arms, from plan and data cut alone, so that nothing in them can depend on an
 * allocation.
 */
public final class OpenAnalysis {

    private static final int MILESTONE = 10;
    private static final double USUAL_POWER = 0.9;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final int MOST_SUBJECTS = 1_000_000;

    private final AnalysisPlan plan;
    private final PlannedAnalyses planned;
    private final StudyRecords records;
    private final List<Subject> randomized;
    private final EndpointData endpoint;
    private final VisitSchedule schedule;

    private OpenAnalysis(AnalysisPlan plan, StudyRecords records) {
        this.plan = plan;
        this.planned = plan.analyses();
        this.records = records;
        this.randomized = records.subjects().stream()
                .filter(Subject::randomized)
                .sorted(Comparator.comparing(Subject::randomizedAt).thenComparing(Subject::subject))
                .toList();
        this.endpoint = PrimarySet.of(plan, records);
        this.schedule = new VisitSchedule(planned.data());
    }

    /**
     * Computes all of them.
     *
     * @param plan the plan
     * @param records the data cut
     * @return the findings
     */
    public static OpenFindings compute(AnalysisPlan plan, StudyRecords records) {
        return new OpenAnalysis(plan, records).findings();
    }

    private OpenFindings findings() {
        Optional<PlannedAnalyses.Progress> progress = Optional.ofNullable(planned.progress());
        int size = progress.map(PlannedAnalyses.Progress::plannedSubjects).orElse(plan.maximumInformation());
        return new OpenFindings(
                records.takenAt(),
                Accruals.of(
                        randomized.stream().map(Subject::randomizedAt).toList(),
                        records.takenAt(),
                        size,
                        progress.map(PlannedAnalyses.Progress::plannedWeeks).orElse(null)),
                flow(),
                failures(),
                currency(),
                deviations(),
                seriousEvents(),
                variance());
    }

    private Optional<PlannedAnalyses.Disposition> disposition() {
        return Optional.ofNullable(planned.progress()).map(PlannedAnalyses.Progress::disposition);
    }

    private boolean has(Subject subject, String status) {
        return disposition()
                .filter(rules -> FormValues.of(subject, rules.form())
                        .anyMatch(form -> FormValues.text(form, rules.status())
                                .filter(code -> code.equals(status))
                                .isPresent()))
                .isPresent();
    }

    private boolean failed(Subject subject) {
        return !subject.randomized()
                && (subject.withdrawnAt() != null
                        || has(
                                subject,
                                disposition()
                                        .map(PlannedAnalyses.Disposition::failed)
                                        .orElse(""))
                        || has(
                                subject,
                                disposition()
                                        .map(PlannedAnalyses.Disposition::discontinued)
                                        .orElse("")));
    }

    private OpenFindings.Flow flow() {
        int failed = (int) records.subjects().stream().filter(this::failed).count();
        List<Subject> left = randomized.stream()
                .filter(subject -> MissingnessSection.left(plan, subject))
                .toList();
        String completed =
                disposition().map(PlannedAnalyses.Disposition::completed).orElse("");
        PlannedAnalyses.Exposure exposure =
                planned.safety() == null ? null : planned.safety().exposure();
        return new OpenFindings.Flow(
                records.subjects().size(),
                failed,
                records.subjects().size() - randomized.size() - failed,
                randomized.size(),
                exposure == null ? null : Integer.valueOf(withForm(exposure.form())),
                endpoint.information(),
                left.size(),
                (int) randomized.stream()
                        .filter(subject -> has(subject, completed))
                        .count(),
                counted(left.stream().map(this::reason)),
                milestones());
    }

    private int withForm(String form) {
        return (int) randomized.stream()
                .filter(subject -> FormValues.of(subject, form).findAny().isPresent())
                .count();
    }

    private String reason(Subject subject) {
        return disposition()
                .flatMap(rules -> FormValues.of(subject, rules.form())
                        .flatMap(form -> FormValues.text(form, rules.reason()).stream())
                        .findFirst())
                .orElse(subject.withdrawnAt() == null ? "NOT STATED" : "CONSENT_WITHDRAWN");
    }

    private List<Count> milestones() {
        PlannedAnalyses.Longitudinal same = planned.longitudinal().stream()
                .filter(series -> series.form().equals(plan.primary().form())
                        && series.item().equals(plan.primary().item()))
                .findFirst()
                .orElse(null);
        List<String> visits = same == null ? List.of(plan.primary().visit()) : same.visits();
        return visits.stream()
                .map(visit -> new Count(visit, (int) randomized.stream()
                        .filter(subject -> measured(subject, visit))
                        .count()))
                .toList();
    }

    private boolean measured(Subject subject, String visit) {
        return FormValues.of(subject, plan.primary().form())
                .anyMatch(form -> form.event().equals(visit)
                        && FormValues.number(form, plan.primary().item()).isPresent());
    }

    /** Reasons by criterion, where the eligibility form says so, else by the disposition's reason. */
    private List<Count> failures() {
        return counted(records.subjects().stream().filter(this::failed).flatMap(this::failures));
    }

    private Stream<String> failures(Subject subject) {
        PlannedAnalyses.Criteria criteria =
                planned.progress() == null ? null : planned.progress().criteria();
        if (criteria == null) {
            return Stream.of(reason(subject));
        }
        Set<String> violated = FormValues.of(subject, criteria.form())
                .flatMap(form -> Stream.concat(
                        criteria.inclusion().stream()
                                .filter(item -> FormValues.text(form, item)
                                        .filter("false"::equals)
                                        .isPresent()),
                        criteria.exclusion().stream().filter(item -> FormValues.yes(form, item))))
                .collect(Collectors.toSet());
        return violated.isEmpty() ? Stream.of(reason(subject)) : violated.stream();
    }

    /**
     * Only of the form of the primary endpoint, which the report counts anyway: that anything else was saved, and when, tells of a
     * reaction to the dose.
     */
    private OpenFindings.Currency currency() {
        List<FormRecord> forms = records.subjects().stream()
                .flatMap(subject -> FormValues.of(subject, plan.primary().form()))
                .toList();
        double[] delays = forms.stream()
                .filter(form -> form.occurredAt() != null && form.savedAt() != null)
                .mapToDouble(form -> Math.max(
                                0,
                                Duration.between(form.occurredAt(), form.savedAt())
                                        .toSeconds())
                        / SECONDS_PER_DAY)
                .sorted()
                .toArray();
        List<Subject> expected = randomized.stream()
                .filter(subject -> schedule.due(subject, plan.primary().visit(), records.takenAt()))
                .toList();
        return new OpenFindings.Currency(
                forms.size(),
                quantile(delays, 0.5),
                quantile(delays, 0.9),
                forms.stream()
                        .map(FormRecord::savedAt)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null),
                expected.size(),
                (int) expected.stream()
                        .filter(subject -> measured(subject, plan.primary().visit()))
                        .count());
    }

    /** The least value with at least that share at or below it. */
    private static Double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? null : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private OpenFindings.Deviations deviations() {
        List<PlannedAnalyses.Deviation> rules =
                planned.progress() == null ? List.of() : planned.progress().deviations();
        List<String> types = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        int important = 0;
        for (PlannedAnalyses.Deviation rule : rules) {
            for (Subject subject : records.subjects()) {
                for (FormRecord form : FormValues.of(subject, rule.form()).toList()) {
                    types.add(FormValues.text(form, rule.type()).orElse("NOT STATED"));
                    subjects.add(subject.subject());
                    important += rule.important() != null && FormValues.yes(form, rule.important()) ? 1 : 0;
                }
            }
        }
        return new OpenFindings.Deviations(types.size(), important, subjects.size(), counted(types.stream()));
    }

    private OpenFindings.SeriousEvents seriousEvents() {
        PlannedAnalyses.AdverseEvents rules =
                planned.safety() == null ? null : planned.safety().adverseEvents();
        if (rules == null) {
            return new OpenFindings.SeriousEvents(0, 0, 0, List.of());
        }
        int subjects = 0;
        int events = 0;
        int deaths = 0;
        Map<String, Integer> terms = new TreeMap<>();
        for (Subject subject : randomized) {
            List<FormRecord> serious = FormValues.of(subject, rules.form())
                    .filter(form -> FormValues.yes(form, rules.serious()))
                    .toList();
            subjects += serious.isEmpty() ? 0 : 1;
            events += serious.size();
            deaths += (int) serious.stream()
                    .filter(form -> rules.death() != null && FormValues.yes(form, rules.death()))
                    .count();
            serious.stream()
                    .map(form -> term(form, rules))
                    .distinct()
                    .forEach(term -> terms.merge(term, 1, Integer::sum));
        }
        return new OpenFindings.SeriousEvents(subjects, events, deaths, falling(terms));
    }

    /** By the coded event of special interest; what a site wrote in its own words is never printed. */
    private static String term(FormRecord form, PlannedAnalyses.AdverseEvents rules) {
        return FormValues.text(form, rules.special())
                .filter(code -> !code.equals(rules.none()))
                .map(text -> text.trim().toUpperCase(Locale.ROOT).replace('_', ' '))
                .orElse("OTHER");
    }

    private static List<Count> counted(Stream<String> names) {
        Map<String, Integer> counts = new TreeMap<>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        return falling(counts);
    }

    private static List<Count> falling(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Integer> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** From the first 10k subjects with primary data in the order of their randomization. */
    private OpenFindings.Variance variance() {
        Map<String, Double> changes =
                endpoint.rows().stream().collect(Collectors.toMap(EndpointData.Row::subject, EndpointData.Row::change));
        double[] ordered = randomized.stream()
                .flatMapToDouble(subject -> Optional.ofNullable(changes.get(subject.subject()))
                        .map(DoubleStream::of)
                        .orElseGet(DoubleStream::empty))
                .toArray();
        int milestone = ordered.length / MILESTONE * MILESTONE;
        if (milestone == 0) {
            return null;
        }
        List<Double> pooled = DoubleStream.of(ordered).limit(milestone).boxed().toList();
        double power =
                planned.progress() == null ? USUAL_POWER : planned.progress().power();
        TTestPlan.Test test = new TTestPlan.Test(plan.alpha(), TestSides.ONE_SIDED, 1);
        Optional<ReestimatedSize> size = new BlindedReestimation(
                        plan.effect().difference(),
                        0,
                        power,
                        test,
                        new ReestimationLimits(plan.maximumInformation(), MOST_SUBJECTS))
                .means(pooled, BlindedVariance.BIAS_ADJUSTED)
                .value();
        double sd = Trial.sd(pooled.stream().mapToDouble(Double::doubleValue).toArray());
        return size.map(found -> new OpenFindings.Variance(
                        milestone,
                        sd,
                        Math.sqrt(found.nuisance()),
                        plan.effect().sd(),
                        plan.maximumInformation(),
                        found.total(),
                        power))
                .orElse(null);
    }
}
