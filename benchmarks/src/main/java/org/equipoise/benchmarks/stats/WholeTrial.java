package org.equipoise.benchmarks.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.tables.ClosedInput;
import org.equipoise.stats.domain.tables.LookFacts;

/** A large simulated trial with every kind of section in its plan: scores at many visits, a quarter of the subjects leaving. */
final class WholeTrial {

    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final String SCORE = "SCORE";
    private static final String BASELINE = "BASELINE";

    private final int subjects;
    private final List<String> visits;
    private final SplittableRandom random = new SplittableRandom(20_261_121);

    private WholeTrial(int subjects, int visits) {
        this.subjects = subjects;
        this.visits = IntStream.rangeClosed(1, visits).mapToObj(v -> "V" + v).toList();
    }

    static ClosedInput of(int subjects, int visits, int draws) {
        WholeTrial trial = new WholeTrial(subjects, visits);
        List<StudyRecords.Subject> all = new ArrayList<>();
        Map<String, String> arms = new HashMap<>();
        for (int i = 0; i < subjects; i++) {
            StudyRecords.Subject subject = trial.subject(i);
            all.add(subject);
            arms.put(subject.subject(), experimental(i) ? "X" : "C");
        }
        Allocations allocations = new Allocations(
                "list",
                List.of(
                        new Allocations.TreatmentArm("X", "experimental", false),
                        new Allocations.TreatmentArm("C", "control", true)),
                arms);
        StudyRecords records = new StudyRecords("cut", START.plus(Duration.ofDays(400)), "1", "0".repeat(64), all);
        return new ClosedInput(
                trial.plan(draws), records, allocations, new ArmLabels(true), LookFacts.first(), 20_261_121);
    }

    private StudyRecords.Subject subject(int i) {
        String site = "0" + (1 + i % 6);
        double baseline = 33 + 5 * random.nextGaussian();
        double level = 6 * random.nextGaussian();
        int leaves = random.nextInt(4) == 0 ? 2 + random.nextInt(visits.size() - 2) : visits.size();
        List<StudyRecords.FormRecord> forms = new ArrayList<>();
        forms.add(form(BASELINE, SCORE, 1, 0, Map.of("TOTAL", baseline, "SYS", 120 + random.nextInt(12))));
        forms.add(form("DOSE", "DOSE", 1, 0, Map.of("MINUTES", 38 + random.nextInt(6))));
        for (int v = 0; v < leaves; v++) {
            double total = baseline - 5 - (experimental(i) ? 4 : 0) + level + 8 * random.nextGaussian();
            Map<String, Object> values = new HashMap<>();
            values.put("TOTAL", total);
            values.put("SYS", 125 + random.nextInt(30));
            values.put("GUESS", random.nextInt(3) == 0 ? "?" : (random.nextBoolean() ? "X" : "C"));
            if (random.nextInt(33) > 0) {
                forms.add(form(visits.get(v), SCORE, 1, v + 1, values));
            }
        }
        for (int repeat = 1; repeat <= 3; repeat++) {
            forms.add(form(
                    "COMMON",
                    "AE",
                    repeat,
                    1,
                    Map.of(
                            "TERM",
                            "Term " + random.nextInt(40),
                            "AT",
                            START.toString(),
                            "SERIOUS",
                            random.nextInt(20) == 0)));
        }
        return new StudyRecords.Subject(
                String.format("S%05d", i),
                site,
                START,
                "randomized",
                null,
                START,
                Map.of("site", site, "band", baseline < 35 ? "LOW" : "HIGH"),
                forms);
    }

    /** Alternating within each site. */
    private static boolean experimental(int subject) {
        return (subject / 6 + subject) % 2 == 0;
    }

    private static StudyRecords.FormRecord form(
            String event, String form, int repeat, int day, Map<String, Object> values) {
        Instant at = START.plus(Duration.ofDays(7L * day));
        return new StudyRecords.FormRecord(event, form, repeat, at, at, 1, true, values, Map.of());
    }

    private AnalysisPlan plan(int draws) {
        List<AnalysisDefinition.LookDefinition> looks = List.of(
                new AnalysisDefinition.LookDefinition(subjects / 2), new AnalysisDefinition.LookDefinition(subjects));
        return AnalysisPlan.of(new AnalysisDefinition(
                "LARGE",
                "1",
                estimand(),
                new AnalysisDefinition.PrimaryDefinition(
                        SCORE,
                        "TOTAL",
                        BASELINE,
                        visits.get(0),
                        "lower-is-better",
                        "ancova",
                        List.of("baseline"),
                        List.of("site", "band")),
                0.025,
                1,
                "lan-demets-obrien-fleming",
                subjects,
                looks,
                List.of(),
                new AnalysisDefinition.EffectDefinition(5.0, 10.0),
                null,
                analyses(draws),
                null));
    }

    private static AnalysisDefinition.EstimandDefinition estimand() {
        return new AnalysisDefinition.EstimandDefinition(
                "Mean difference", "All randomized", "Change", List.of(), "Difference");
    }

    private PlannedAnalyses analyses(int draws) {
        String last = visits.get(visits.size() - 1);
        PlannedAnalyses.Longitudinal scores = new PlannedAnalyses.Longitudinal(
                "SCORES",
                "Scores",
                estimand(),
                SCORE,
                "TOTAL",
                null,
                BASELINE,
                visits,
                "lower-is-better",
                List.of("site", "band"),
                List.of("us", "toeph", "cs"));
        PlannedAnalyses.Responders response = new PlannedAnalyses.Responders(
                "RESPONSE",
                "Response",
                estimand(),
                SCORE,
                "TOTAL",
                BASELINE,
                visits.get(1),
                0.3,
                null,
                null,
                "non-responder",
                List.of("site", "band"));
        return new PlannedAnalyses(
                null,
                List.of(scores),
                List.of(response),
                List.of(new PlannedAnalyses.TimeToEvent(
                        "RELAPSE",
                        "Relapse",
                        estimand(),
                        "RESPONSE",
                        SCORE,
                        "TOTAL",
                        22.0,
                        "P5D",
                        "P15D",
                        List.of(),
                        List.of("band"))),
                List.of(new PlannedAnalyses.Sensitivity(
                        "IMPUTED",
                        "Imputed",
                        estimand(),
                        "SCORES",
                        last,
                        "jump-to-reference",
                        draws,
                        new PlannedAnalyses.Tipping(30.0, 0.05))),
                List.of(new PlannedAnalyses.Guess(
                        "GUESS", "Guess", "participant", SCORE, "GUESS", List.of(visits.get(0)), "X", "C", "?")),
                safety(),
                List.of(new PlannedAnalyses.Subgroup("BY_SITE", "By site", "site")),
                List.of(),
                null);
    }

    private PlannedAnalyses.Safety safety() {
        return new PlannedAnalyses.Safety(
                new PlannedAnalyses.AdverseEvents("AE", "TERM", null, null, "AT", null, "SERIOUS", null),
                new PlannedAnalyses.Exposure(
                        "DOSE", List.of(new PlannedAnalyses.NamedItem("MINUTES", "Minutes")), List.of()),
                List.of(new PlannedAnalyses.Shift(
                        "SHIFT", "Shift", SCORE, "SYS", "mmHg", List.of(BASELINE), visits, List.of(10.0, 20.0))));
    }
}
