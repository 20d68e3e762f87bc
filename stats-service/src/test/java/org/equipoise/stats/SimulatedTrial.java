package org.equipoise.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ObservedSubject;

/** A simulated trial with the plan of the built-in study: the same seed gives the same subjects. */
public record SimulatedTrial(List<ObservedSubject> subjects, Allocations allocations) {

    public static final String STUDY = "KET-TRD-01";
    public static final String EXPERIMENTAL_CODE = "KTM";
    public static final String CONTROL_CODE = "MDZ";
    public static final String EXPERIMENTAL_NAME = "Ketamine 0.5 mg/kg";
    public static final String CONTROL_NAME = "Midazolam 0.045 mg/kg";
    private static final List<AnalysisDefinition.PartyDefinition> MEMBERS =
            List.of(new AnalysisDefinition.PartyDefinition("dmc-member", null));
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    public static SimulatedTrial of(int size, double benefit, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ObservedSubject> subjects = new ArrayList<>();
        Map<String, String> arms = new HashMap<>();
        for (int i = 0; i < size; i++) {
            String site = "0" + (1 + i % 6);
            String subject = site + "-" + String.format("%03d", 1 + i / 6);
            boolean experimental = (i / 6 + i) % 2 == 0;
            double baseline = clamped(Math.rint(33 + 5 * normal(random)), 28);
            double change = -5 - (experimental ? benefit : 0) + 10 * normal(random);
            double visit = clamped(Math.rint(baseline + change), 0);
            subjects.add(subject(subject, site, START.plus(Duration.ofDays(i)), baseline, visit));
            arms.put(subject, experimental ? EXPERIMENTAL_CODE : CONTROL_CODE);
        }
        return new SimulatedTrial(subjects, allocations(arms));
    }

    public static ObservedSubject subject(
            String subject, String site, Instant randomizedAt, Double baseline, Double visit) {
        return new ObservedSubject(
                subject,
                site,
                randomizedAt,
                Map.of("site", site, "madrsBand", baseline == null || baseline < 35 ? "LT35" : "GE35"),
                List.of(
                        new ObservedSubject.ObservedValue("BASELINE", 1, randomizedAt, baseline, true),
                        new ObservedSubject.ObservedValue(
                                "H24", 1, randomizedAt.plus(Duration.ofHours(24)), visit, true)));
    }

    public static Allocations allocations(Map<String, String> armOfSubject) {
        return new Allocations(
                "list-1",
                List.of(
                        new Allocations.TreatmentArm(EXPERIMENTAL_CODE, EXPERIMENTAL_NAME, false),
                        new Allocations.TreatmentArm(CONTROL_CODE, CONTROL_NAME, true)),
                armOfSubject);
    }

    public static AnalysisPlan plan() {
        return AnalysisPlan.of(definition());
    }

    public static AnalysisDefinition definition() {
        return definitionFor(STUDY);
    }

    public static AnalysisDefinition definitionFor(String study) {
        return new AnalysisDefinition(
                study,
                "1",
                new AnalysisDefinition.EstimandDefinition(
                        "Difference in change of MADRS total from baseline to 24 h",
                        "All randomized subjects",
                        "Change in MADRS total from baseline to 24 h",
                        List.of(new AnalysisDefinition.IntercurrentEventDefinition(
                                "Infusion interrupted", "treatment policy")),
                        "Difference of means"),
                new AnalysisDefinition.PrimaryDefinition(
                        "MADRS",
                        "MADRS_TOTAL",
                        "BASELINE",
                        "H24",
                        "lower-is-better",
                        "ancova",
                        List.of("baseline"),
                        List.of("site", "madrsBand")),
                0.025,
                1,
                "lan-demets-obrien-fleming",
                156,
                List.of(
                        new AnalysisDefinition.LookDefinition(52),
                        new AnalysisDefinition.LookDefinition(104),
                        new AnalysisDefinition.LookDefinition(156)),
                List.of(
                        new AnalysisDefinition.FutilityDefinition(1, 0.0),
                        new AnalysisDefinition.FutilityDefinition(2, 0.5)),
                new AnalysisDefinition.EffectDefinition(5.0, 10.0),
                List.of(),
                null,
                new AnalysisDefinition.CharterDefinition(MEMBERS, MEMBERS));
    }

    private static double clamped(double score, double least) {
        return Math.min(60, Math.max(least, score));
    }

    private static double normal(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }
}
