package org.equipoise.stats.domain.tables;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.Count;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.MissingnessFinding;
import org.equipoise.stats.domain.findings.SectionOutcome;

/**
 * Missing values by visit and arm. A value is expected once the visit's window has closed; one that came earlier is expected
 * too. A recorded value counts as observed even if an analysis sets it aside. The reason is the one that the form gives, else
 * that the subject left, else that nothing was entered.
 */
final class MissingnessSection {

    private final Trial trial;

    MissingnessSection(Trial trial) {
        this.trial = trial;
    }

    MissingnessFinding finding(PlannedAnalyses.Longitudinal endpoint) {
        VisitValues quiet = new VisitValues(trial.plan(), trial.values().records(), new Listing());
        VisitValues.Target target = new VisitValues.Target(
                endpoint.id(), endpoint.form(), endpoint.item(), trial.plan().estimandOf(endpoint.estimand()));
        return new MissingnessFinding(
                new Heading(
                        "MISSING_" + endpoint.id(),
                        "Missing values: " + endpoint.label(),
                        "All randomized subjects",
                        "Counts. A value is expected once the visit's window has closed by the data cut."),
                SectionOutcome.ofComputed(),
                endpoint.visits().stream()
                        .map(visit -> new MissingnessFinding.VisitMissing(
                                visit,
                                Trial.LABELS.stream()
                                        .map(label -> arm(label, visit, quiet, target))
                                        .toList()))
                        .toList());
    }

    private MissingnessFinding.ArmMissing arm(
            String label, String visit, VisitValues values, VisitValues.Target target) {
        Instant cut = values.records().takenAt();
        int observed = 0;
        int expected = 0;
        Map<String, Integer> reasons = new TreeMap<>();
        for (Trial.Enrolled one : trial.arm(label)) {
            VisitValues.VisitValue value = values.at(one.subject(), target, visit);
            if (value.observed()) {
                observed++;
                expected++;
            } else if (values.schedule().due(one.subject(), visit, cut)) {
                expected++;
                reasons.merge(reason(one.subject(), value), 1, Integer::sum);
            }
        }
        return new MissingnessFinding.ArmMissing(
                label,
                expected,
                observed,
                reasons.entrySet().stream()
                        .map(entry -> new Count(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private String reason(Subject subject, VisitValues.VisitValue value) {
        if (value.reason() != null) {
            return value.reason();
        }
        return left(trial.plan(), subject) ? "left the study" : "not entered";
    }

    /** Whether a subject left the study early, by its disposition or the withdrawal of consent. */
    static boolean left(AnalysisPlan plan, Subject subject) {
        return subject.withdrawnAt() != null
                || Optional.ofNullable(plan.analyses().progress())
                        .map(PlannedAnalyses.Progress::disposition)
                        .filter(rules -> FormValues.of(subject, rules.form())
                                .anyMatch(form -> FormValues.text(form, rules.status())
                                        .filter(status -> status.equals(rules.discontinued()))
                                        .isPresent()))
                        .isPresent();
    }
}
