package org.equipoise.stats.domain.tables;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.Count;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.ShiftFinding;
import org.equipoise.stats.domain.twosample.TTest;
import org.equipoise.stats.domain.twosample.TTestResult;
import org.equipoise.stats.domain.twosample.TwoSamples;

/**
 * The greatest shift of a vital sign: of each subject the greatest value at the plan's events minus the last value before time
 * zero at the baseline events. Subjects without both are left out and listed.
 */
final class ShiftSection {

    private final Trial trial;

    ShiftSection(Trial trial) {
        this.trial = trial;
    }

    ShiftFinding finding(PlannedAnalyses.Shift planned, List<Trial.Enrolled> population) {
        double[] a = shifts(planned, population, ArmLabels.A);
        double[] b = shifts(planned, population, ArmLabels.B);
        Outcome<TTestResult> welch = a.length < 2 || b.length < 2
                ? Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "An arm has fewer than 2 subjects with a shift.",
                        "Wait for more data.")
                : new TTest(TTest.Variances.UNEQUAL, Trial.LEVEL).test(new TwoSamples(boxed(b), boxed(a)));
        return new ShiftFinding(
                new Heading(
                        planned.id(),
                        planned.label(),
                        "All randomized subjects with a dose",
                        "Greatest value at " + String.join(", ", planned.events()) + " minus the last before time zero;"
                                + " difference of means with Welch's interval."),
                SectionOutcome.of(welch),
                planned.item(),
                planned.unit() == null ? "" : planned.unit(),
                List.of(Trial.spread(ArmLabels.A, a), Trial.spread(ArmLabels.B, b)),
                planned.categories().stream()
                        .map(least -> new ShiftFinding.Category(
                                "at least " + (least == Math.rint(least) ? "" + least.longValue() : "" + least),
                                List.of(reached(ArmLabels.A, a, least), reached(ArmLabels.B, b, least))))
                        .toList(),
                welch.map(ShiftSection::difference).value().orElse(null));
    }

    private static Count reached(String label, double[] shifts, double least) {
        return new Count(label, (int)
                Arrays.stream(shifts).filter(shift -> shift >= least).count());
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static Difference difference(TTestResult result) {
        return new Difference(
                Difference.B_MINUS_A,
                result.difference(),
                result.standardError(),
                result.degreesOfFreedom(),
                result.interval().lower(),
                result.interval().upper(),
                Trial.LEVEL,
                result.twoSidedP());
    }

    private double[] shifts(PlannedAnalyses.Shift planned, List<Trial.Enrolled> population, String label) {
        List<Double> shifts = new ArrayList<>();
        for (Trial.Enrolled one : population) {
            if (!one.label().equals(label)) {
                continue;
            }
            OptionalDouble baseline = baseline(one.subject(), planned);
            OptionalDouble greatest = FormValues.of(one.subject(), planned.form())
                    .filter(form -> planned.events().contains(form.event()))
                    .flatMapToDouble(form -> FormValues.number(form, planned.item()).stream())
                    .max();
            if (baseline.isPresent() && greatest.isPresent()) {
                shifts.add(greatest.getAsDouble() - baseline.getAsDouble());
            } else {
                trial.values()
                        .listing()
                        .exclude(new ExcludedValue(
                                planned.id(),
                                one.subject().subject(),
                                null,
                                baseline.isPresent() ? "value-missing" : "baseline-missing",
                                "no value before or after time zero"));
            }
        }
        return shifts.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private OptionalDouble baseline(Subject subject, PlannedAnalyses.Shift planned) {
        Instant zero = trial.values().schedule().timeZero(subject);
        return FormValues.of(subject, planned.form())
                .filter(form -> planned.baseline().contains(form.event())
                        && FormValues.number(form, planned.item()).isPresent()
                        && form.occurredAt() != null
                        && !form.occurredAt().isAfter(zero))
                .max(Comparator.comparing(FormRecord::occurredAt).thenComparingInt(FormRecord::repeat))
                .map(form -> FormValues.number(form, planned.item()))
                .orElse(OptionalDouble.empty());
    }
}
