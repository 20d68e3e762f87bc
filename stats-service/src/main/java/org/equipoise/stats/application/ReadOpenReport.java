package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.ObservedSubject;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.equipoise.stats.domain.tables.OpenAnalysis;
import org.equipoise.stats.domain.tables.PrimarySet;

/**
 * Reports pooled progress, without any arm. It reads the plan and the case report forms alone, so that nothing in it can
 * depend on a closed analysis.
 */
@ApplicationScoped
public class ReadOpenReport {

    private static final Duration ACTIVE = Duration.ofDays(7);

    private final CurrentPlan plans;
    private final ClinicalData clinicalData;
    private final FrozenRecords frozenRecords;

    public ReadOpenReport(CurrentPlan plans, ClinicalData clinicalData, FrozenRecords frozenRecords) {
        this.plans = plans;
        this.clinicalData = clinicalData;
        this.frozenRecords = frozenRecords;
    }

    public OpenReport read(String study) {
        PublishedPlan published = plans.of(study);
        PrimaryEndpoint primary = published.plan().primary();
        ClinicalData.AnalysisData data = clinicalData.analysisData(study, primary, Optional.empty());
        EndpointData present = EndpointData.derive(primary, data.subjects());
        Optional<Frozen> frozen = freeze(published.plan(), data);
        Optional<OpenFindings> findings = frozen.map(Frozen::findings);
        Optional<StudyRecords> ruled = published.plan().analyses().equals(PlannedAnalyses.NONE)
                ? Optional.empty()
                : frozen.map(Frozen::records);
        Instant cut = ruled.map(StudyRecords::takenAt).orElse(data.dataCut());
        return new OpenReport(
                published,
                cut,
                clinicalData.enrolment(study, cut),
                ruled.map(records -> PrimarySet.of(published.plan(), records)).orElse(present),
                findings);
    }

    /** Without frozen records the report shows what needs none, and says so. */
    private Optional<Frozen> freeze(AnalysisPlan plan, ClinicalData.AnalysisData now) {
        try {
            StudyRecords records = frozenRecords.freeze(plan.study(), "open-report:" + cut(now));
            return Optional.of(new Frozen(records, OpenAnalysis.compute(plan, records)));
        } catch (Refusal unavailable) {
            return Optional.empty();
        }
    }

    /**
     * A cut serves an hour, or a day once nobody was randomized and no primary value was taken for a week. A randomization and
     * a primary value that is entered, corrected or removed make a new one, so that nobody waits to see them; serious events,
     * deviations and other visits wait for the hour or the day. What is frozen grows with the trial, not with how often it is
     * looked at.
     */
    private static String cut(ClinicalData.AnalysisData now) {
        boolean quiet = latest(now.subjects()).isBefore(now.dataCut().minus(ACTIVE));
        return now.dataCut().truncatedTo(quiet ? ChronoUnit.DAYS : ChronoUnit.HOURS) + ":" + now.hash();
    }

    private static Instant latest(List<ObservedSubject> subjects) {
        return subjects.stream()
                .flatMap(subject -> Stream.concat(
                        Stream.of(subject.randomizedAt()),
                        subject.values().stream().map(ObservedSubject.ObservedValue::occurredAt)))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private record Frozen(StudyRecords records, OpenFindings findings) {}

    /**
     * The report. Under a plan with analyses beside the primary comparison, every number is of the frozen cut and under the
     * plan's data rules, as in a closed run.
     */
    public record OpenReport(
            PublishedPlan published,
            Instant dataCut,
            ClinicalData.Enrolment enrolment,
            EndpointData endpoint,
            Optional<OpenFindings> findings) {}
}
