package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.crossover.CrossoverData;
import org.equipoise.stats.domain.crossover.CrossoverObservation;
import org.equipoise.stats.domain.crossover.PairedDifference;
import org.equipoise.stats.domain.crossover.TwoPeriodCrossover;
import org.equipoise.stats.domain.findings.CrossoverFinding;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.twosample.TTestResult;

/**
 * A crossover of two treatments in two periods, whose arms are the two orders: the mean difference within subjects, and the
 * difference free of period effects. Subjects without both values are left out of both.
 */
final class CrossoverSection {

    private final Trial trial;

    CrossoverSection(Trial trial) {
        this.trial = trial;
    }

    private record Pair(Trial.Enrolled subject, OptionalDouble first, OptionalDouble second) {

        boolean complete() {
            return first.isPresent() && second.isPresent();
        }

        /** What arm B has first minus what arm A has first. */
        double difference() {
            double fall = first.orElseThrow() - second.orElseThrow();
            return subject.label().equals(ArmLabels.B) ? fall : -fall;
        }
    }

    CrossoverFinding finding(PlannedAnalyses.Crossover planned) {
        List<Pair> pairs = pairs(planned);
        List<Pair> complete = pairs.stream().filter(Pair::complete).toList();
        Outcome<PairedDifference> paired =
                PairedDifference.of(complete.stream().map(Pair::difference).toList(), Trial.LEVEL);
        Outcome<TwoPeriodCrossover> adjusted =
                TwoPeriodCrossover.of(data(complete), ArmLabels.B, ArmLabels.A, Trial.LEVEL);
        return new CrossoverFinding(
                new Heading(
                        planned.id(),
                        planned.label(),
                        trial.plan().estimandOf(planned.estimand()).label(),
                        "Arms are orders of two treatments. Differences within subjects with both values: one-sample t"
                                + " test; free of period effects: half the difference of the orders (Grizzle; Hills and"
                                + " Armitage)."),
                SectionOutcome.of(paired),
                planned.visits(),
                Trial.LABELS.stream().map(label -> arm(label, pairs)).toList(),
                complete.size(),
                paired.map(CrossoverSection::difference).value().orElse(null),
                paired.map(PairedDifference::standardDeviation).value().orElse(null),
                paired.map(PairedDifference::t).value().orElse(null),
                adjusted.map(found -> difference(found.treatment())).value().orElse(null));
    }

    private List<Pair> pairs(PlannedAnalyses.Crossover planned) {
        VisitValues.Target target = new VisitValues.Target(
                planned.id(), planned.form(), planned.item(), trial.plan().estimandOf(planned.estimand()));
        return trial.subjects().stream()
                .map(one -> new Pair(
                        one,
                        trial.values()
                                .at(one.subject(), target, planned.visits().get(0))
                                .value(),
                        trial.values()
                                .at(one.subject(), target, planned.visits().get(1))
                                .value()))
                .toList();
    }

    private static CrossoverFinding.ArmPeriods arm(String label, List<Pair> pairs) {
        List<Pair> own = pairs.stream()
                .filter(pair -> pair.subject().label().equals(label))
                .toList();
        return new CrossoverFinding.ArmPeriods(
                label,
                Trial.spread(
                        label,
                        own.stream()
                                .flatMapToDouble(pair -> pair.first().stream())
                                .toArray()),
                Trial.spread(
                        label,
                        own.stream()
                                .flatMapToDouble(pair -> pair.second().stream())
                                .toArray()));
    }

    /** The treatments go by the label of the arm that has them first. */
    private static CrossoverData data(List<Pair> complete) {
        List<CrossoverObservation> rows = new ArrayList<>();
        for (Pair pair : complete) {
            String own = pair.subject().label();
            String other = own.equals(ArmLabels.A) ? ArmLabels.B : ArmLabels.A;
            String subject = pair.subject().subject().subject();
            rows.add(new CrossoverObservation(subject, own, 1, own, pair.first().orElseThrow()));
            rows.add(new CrossoverObservation(
                    subject, own, 2, other, pair.second().orElseThrow()));
        }
        return new CrossoverData(rows);
    }

    private static Difference difference(PairedDifference paired) {
        return difference(
                new double[] {paired.mean(), paired.standardError(), paired.degreesOfFreedom(), paired.twoSidedP()},
                paired.interval());
    }

    private static Difference difference(TTestResult test) {
        return difference(
                new double[] {test.difference(), test.standardError(), test.degreesOfFreedom(), test.twoSidedP()},
                test.interval());
    }

    private static Difference difference(double[] estimate, ConfidenceInterval interval) {
        return new Difference(
                CrossoverFinding.CONTRAST,
                estimate[0],
                estimate[1],
                estimate[2],
                interval.lower(),
                interval.upper(),
                interval.level(),
                estimate[3]);
    }
}
