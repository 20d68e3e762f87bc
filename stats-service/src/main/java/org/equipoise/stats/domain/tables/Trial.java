package org.equipoise.stats.domain.tables;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.Spread;

/**
 * The randomized subjects of a data cut under their labels, ordered by identifier, and the rules that give their values.
 *
 * @param plan the plan
 * @param subjects the subjects with an allocation
 * @param values the data rules
 * @param labels the arms' labels
 * @param seed seed of all random numbers
 */
record Trial(AnalysisPlan plan, List<Enrolled> subjects, VisitValues values, ArmLabels labels, long seed) {

    /** Both labels in order. */
    static final List<String> LABELS = List.of(ArmLabels.A, ArmLabels.B);
    /** The level of every interval that is not tied to the looks. */
    static final double LEVEL = 0.95;

    /** A subject, whether its arm is the experimental one, and the time zone of its site. */
    record Enrolled(Subject subject, boolean experimental, String label, ZoneId zone) {

        @Override
        public String toString() {
            return "Enrolled[" + subject.subject() + "]";
        }
    }

    static Trial of(ClosedInput input, Listing listing) {
        String experimental = input.allocations().experimental().code();
        List<Enrolled> subjects = input.records().subjects().stream()
                .filter(Subject::randomized)
                .filter(subject -> input.allocations().armOfSubject().containsKey(subject.subject()))
                .sorted(Comparator.comparing(Subject::subject))
                .map(subject -> {
                    boolean member = input.allocations()
                            .armOfSubject()
                            .get(subject.subject())
                            .equals(experimental);
                    return new Enrolled(
                            subject,
                            member,
                            input.labels().of(member),
                            input.records().zone(subject));
                })
                .toList();
        return new Trial(
                input.plan(),
                subjects,
                new VisitValues(input.plan(), input.records(), listing),
                input.labels(),
                input.seed());
    }

    /** The subjects of an arm. */
    List<Enrolled> arm(String label) {
        return subjects.stream()
                .filter(subject -> subject.label().equals(label))
                .toList();
    }

    /** A subject's level of a factor: as randomized, or its site. */
    static Optional<String> level(Subject subject, String factor) {
        return Optional.ofNullable(subject.strata().get(factor))
                .or(() -> factor.equals("site") ? Optional.ofNullable(subject.site()) : Optional.empty());
    }

    /** The stratum that some factors make; levels that are not known are one of their own. */
    static String stratum(Subject subject, List<String> factors) {
        return factors.stream()
                .map(factor -> level(subject, factor).orElse("?"))
                .collect(Collectors.joining("\u0000"));
    }

    /** The spread of a sample. */
    static Spread spread(String label, double[] sample) {
        return new Spread(
                label,
                sample.length,
                boxed(Arrays.stream(sample).average()),
                sd(sample),
                boxed(Arrays.stream(sample).min()),
                boxed(Arrays.stream(sample).max()));
    }

    /** Standard deviation with divisor n &minus; 1; null for fewer than two values. */
    static Double sd(double[] sample) {
        if (sample.length < 2) {
            return null;
        }
        double mean = Arrays.stream(sample).average().orElseThrow();
        double squares = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (sample.length - 1));
    }

    static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
