package org.equipoise.stats.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.application.Provenance;
import org.equipoise.stats.domain.analysis.Estimand;
import org.equipoise.stats.domain.findings.AdverseEventsFinding;
import org.equipoise.stats.domain.findings.ArmMean;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.BlindingFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.Count;
import org.equipoise.stats.domain.findings.CrossoverFinding;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.ExposureFinding;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.KeySecondaryFinding;
import org.equipoise.stats.domain.findings.LongitudinalFinding;
import org.equipoise.stats.domain.findings.MissingnessFinding;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.SensitivityFinding;
import org.equipoise.stats.domain.findings.ShiftFinding;
import org.equipoise.stats.domain.findings.Spread;
import org.equipoise.stats.domain.findings.SubgroupFinding;
import org.equipoise.stats.domain.findings.SubstitutedValue;
import org.equipoise.stats.domain.findings.TestResult;
import org.equipoise.stats.domain.findings.TimeToEventFinding;

/** Findings as a committee may get them: ordinary, crowded, and poor. */
final class Committee {

    static final Provenance PROVENANCE = new Provenance("snapshot-17", "77aa".repeat(16), 20_260_301L, "0.1.0+1a2b3c4");
    static final SectionOutcome COMPUTED = SectionOutcome.ofComputed();
    static final SectionOutcome FAILED = new SectionOutcome(
            SectionOutcome.NOT_COMPUTED,
            "not-converged",
            "the likelihood of 3 covariance structures has no maximum within 200 steps",
            "Look at visits with few values, or name a simpler structure in the plan.");
    private static final List<String> VISITS = List.of("H24", "H48", "H72", "DAY7", "WEEK2", "WEEK4");

    private Committee() {}

    static ClosedResult result(int looks, int look) {
        return new ClosedResult(
                UUID.fromString("3f9c1d1e-7b0a-4c55-9e6f-0d2b8a417c90"),
                "KET-TRD-01",
                look,
                1,
                "1.2.0",
                "9b1f".repeat(16),
                Instant.parse("2026-03-02T14:05:09Z"),
                "dora.dmc",
                null,
                Instant.parse("2026-03-01T23:59:59Z"),
                "1.2.0",
                "a07c".repeat(16),
                "55de".repeat(16),
                new ClosedResult.Information(104, 156, 104 / 156.0),
                new Estimand(
                        "Difference in change of MADRS total at 24 h, all randomized",
                        "All randomized subjects",
                        "Change of MADRS total from baseline to 24 h after the start of the infusion",
                        List.of(
                                new Estimand.IntercurrentEvent("Infusion interrupted", "treatment-policy"),
                                new Estimand.IntercurrentEvent("New antidepressant before 24 h", "hypothetical")),
                        "Difference of means"),
                null,
                List.of(
                        new ClosedResult.ArmResult("A", 53, -5.12, 9.87, -5.03, 1.371),
                        new ClosedResult.ArmResult("B", 51, -10.44, 10.62, -10.53, 1.398)),
                new ClosedResult.Comparison("B-A", -5.50, 1.959, 97, -2.8076, 2.7431, 0.00304, List.of(-9.39, -1.61)),
                new ClosedResult.Boundary(2.5114, 0.5, 0.00602, 0.00605),
                "stop-efficacy",
                new ClosedResult.Power(0.9312, 0.9544),
                List.of(
                        new ClosedResult.ExcludedSubject("02-007", "visit-missing"),
                        new ClosedResult.ExcludedSubject("05-003", "baseline-missing")),
                List.of(new ClosedResult.LateValue("01-004", Instant.parse("2026-02-02T19:20:00Z"))),
                path(looks, look));
    }

    private static List<ClosedResult.PathPoint> path(int looks, int look) {
        return IntStream.rangeClosed(1, looks)
                .mapToObj(k -> new ClosedResult.PathPoint(
                        k,
                        156 * k / looks,
                        k == 1 && looks > 5 ? null : 2.0 * Math.sqrt(looks / (double) k),
                        k < looks ? k * 1.2 / looks - 0.4 : null,
                        k <= look ? 1.3 + 1.44 * k / look : null))
                .toList();
    }

    static ClosedFindings findings() {
        return new ClosedFindings(
                primary(),
                keySecondary(),
                List.of(longitudinal("MADRS_VISITS", "MADRS total over the visits")),
                List.of(binary("RESPONSE_DAY7", "Response at day 7"), binary("REMISSION_DAY7", "Remission at day 7")),
                List.of(relapse()),
                List.of(sensitivity()),
                List.of(blinding("participant", "H24"), blinding("rater", "DAY7")),
                events(8),
                exposure(),
                List.of(shift()),
                List.of(missingness()),
                List.of(subgroup("Site", 6), subgroup("MADRS band", 2)),
                List.of(crossover()),
                List.of(
                        new ExcludedValue(
                                "PRIMARY", "02-007", null, "visit-missing", "No value at the primary visit by the cut"),
                        new ExcludedValue(
                                "MADRS_VISITS", "03-002", "WEEK2", "out-of-window", "Measured outside the window")),
                List.of(new SubstitutedValue(
                        "RESPONSE_DAY7", "04-011", "DAY7", "non-responder", "Missing counts as no", null, 0.0)));
    }

    static KeySecondaryFinding keySecondary() {
        return new KeySecondaryFinding(
                heading("KEY_SECONDARY", "Key secondary hypotheses in fixed order"),
                SectionOutcome.ofComputed(),
                2,
                0.025,
                true,
                List.of(
                        hypothesis(1, "MADRS total at 72 h", 0.0021, KeySecondaryFinding.REJECTED, null),
                        hypothesis(2, "Response on day 7", 0.0713, KeySecondaryFinding.NOT_REJECTED, null),
                        hypothesis(
                                3, "Time to relapse", null, KeySecondaryFinding.NOT_TESTED, "earlier-not-rejected")));
    }

    private static KeySecondaryFinding.Hypothesis hypothesis(
            int order, String label, Double p, String decision, String reason) {
        return new KeySecondaryFinding.Hypothesis(
                order,
                "KEY_" + order,
                label,
                "Difference between the arms in " + label,
                "MADRS_VISITS",
                null,
                "lan-demets-pocock",
                0.0109,
                2.2949,
                p,
                decision.equals(KeySecondaryFinding.REJECTED) ? order : null,
                order == 2 ? 5 : 0,
                decision,
                reason);
    }

    static Heading heading(String id, String label) {
        return new Heading(
                id,
                label,
                label + ", all randomized, treatment policy",
                "Stratified by site and baseline band; 95 % limits; descriptive");
    }

    static Difference difference(double estimate, double half) {
        return new Difference(
                Difference.B_MINUS_A, estimate, half / 1.96, 97.0, estimate - half, estimate + half, 0.95, 0.0071);
    }

    static PrimaryFinding primary() {
        return new PrimaryFinding(
                heading("PRIMARY", "MADRS at 24 h"),
                COMPUTED,
                new PrimaryFinding.Information(2, 104, 156, 104 / 156.0),
                List.of(),
                difference(-5.5, 3.9),
                2.7431,
                0.00304,
                new PrimaryFinding.Boundary(2.5114, 0.5, 0.00602, 0.00605),
                "efficacy",
                new PrimaryFinding.Power(0.9312, 0.9544, 0.8777),
                new PrimaryFinding.Repeated(difference(-5.5, 4.92), 0.0142),
                new PrimaryFinding.StageWise(0.0034, difference(-5.31, 3.8)),
                List.of());
    }

    static LongitudinalFinding longitudinal(String id, String label) {
        List<LongitudinalFinding.VisitResult> visits = new ArrayList<>();
        for (int visit = 0; visit < VISITS.size(); visit++) {
            double gain = -5 - 6 * Math.exp(-visit / 2.5);
            visits.add(new LongitudinalFinding.VisitResult(
                    VISITS.get(visit),
                    List.of(mean("A", -5.1 + visit * 0.1), mean("B", gain)),
                    difference(gain + 5, 3.4)));
        }
        return new LongitudinalFinding(
                heading(id, label),
                COMPUTED,
                "points",
                new LongitudinalFinding.Fit(
                        "heterogeneous Toeplitz",
                        true,
                        List.of(new LongitudinalFinding.Attempt("unstructured", FAILED)),
                        104,
                        588,
                        3901.27,
                        3923.27),
                visits);
    }

    private static ArmMean mean(String label, double mean) {
        return new ArmMean(label, 52, mean, 10.2, mean, 1.38, mean - 2.7, mean + 2.7);
    }

    private static BinaryFinding binary(String id, String label) {
        return new BinaryFinding(
                heading(id, label),
                COMPUTED,
                "Fall of MADRS total by at least 50 % of baseline",
                List.of(
                        new BinaryFinding.ArmCount("A", 9, 53, 9 / 53.0, 3),
                        new BinaryFinding.ArmCount("B", 21, 51, 21 / 51.0, 2)),
                12,
                difference(0.242, 0.17),
                difference(0.238, 0.168),
                new TestResult("Cochran–Mantel–Haenszel test", 7.214, 1, 0.0072),
                new Difference(Difference.B_TO_A, 3.42, null, null, 1.39, 8.41, 0.95, null));
    }

    private static TimeToEventFinding relapse() {
        return new TimeToEventFinding(
                heading("RELAPSE", "Time to relapse among responders"),
                COMPUTED,
                "MADRS total of 22 or more at two visits, hospitalization, suicide attempt or rescue",
                "days",
                List.of(curve("A", 9, 3.1), curve("B", 21, 4.7)),
                new TestResult("Stratified log-rank test", 1.93, 1, 0.1648),
                new Difference(Difference.B_TO_A, 0.61, null, null, 0.29, 1.27, 0.95, 0.1702));
    }

    private static TimeToEventFinding.Curve curve(String label, int n, double gap) {
        List<TimeToEventFinding.Step> steps = new ArrayList<>();
        steps.add(new TimeToEventFinding.Step(0, 1, 1, 1, n, 0));
        double free = 1;
        for (int left = n; left > n / 3; left--) {
            boolean censored = left % 4 == 0;
            free = censored ? free : free * (left - 1) / left;
            steps.add(new TimeToEventFinding.Step(
                    (n - left + 1) * gap / n * 9, free, free - 0.1, free + 0.1, left, censored ? 1 : 0));
        }
        return new TimeToEventFinding.Curve(label, n, n / 2, free <= 0.5 ? 17.5 : null, steps);
    }

    private static SensitivityFinding sensitivity() {
        return new SensitivityFinding(
                heading("J2R_WEEK4", "Jump to reference at week 4"),
                COMPUTED,
                "jump-to-reference",
                "WEEK4",
                500,
                20260301L,
                List.of(
                        new SensitivityFinding.ImputedCount("A", 53, 6),
                        new SensitivityFinding.ImputedCount("B", 51, 5)),
                difference(-1.1, 4.4),
                0.117,
                List.of(new SensitivityFinding.Tipping(
                        "B",
                        COMPUTED,
                        6.5,
                        20,
                        IntStream.rangeClosed(0, 64)
                                .mapToObj(i -> new SensitivityFinding.TippingStep(
                                        0.625 * i, -5.5 + 0.154 * i, -9.4 + 0.154 * i, -1.6 + 0.154 * i, 0.05))
                                .toList())));
    }

    private static BlindingFinding blinding(String guesser, String visit) {
        return new BlindingFinding(
                heading("BLIND_" + guesser, "Guesses of the " + guesser),
                COMPUTED,
                guesser,
                visit,
                List.of(
                        new BlindingFinding.ArmGuesses("A", 14, 18, 21, new BlindingFinding.Index(-0.08, -0.29, 0.14)),
                        new BlindingFinding.ArmGuesses("B", 31, 8, 12, new BlindingFinding.Index(0.45, 0.25, 0.65))),
                new BlindingFinding.Index(0.52, 0.43, 0.61));
    }

    static AdverseEventsFinding events(int terms) {
        List<String> names = List.of(
                "Dissociation",
                "Nausea",
                "Headache",
                "Raised blood pressure",
                "Dizziness",
                "Blurred vision",
                "Vomiting",
                "Anxiety");
        List<AdverseEventsFinding.Term> rows = IntStream.range(0, terms)
                .mapToObj(index -> new AdverseEventsFinding.Term(
                        terms <= names.size()
                                ? names.get(index)
                                : "Term number " + index + " with a long, descriptive name of its system organ class",
                        index < 2,
                        List.of(
                                new AdverseEventsFinding.ArmEvents("A", Math.max(0, 6 - index), Math.max(0, 7 - index)),
                                new AdverseEventsFinding.ArmEvents(
                                        "B", Math.max(1, 22 - 2 * index), Math.max(1, 26 - 2 * index))),
                        difference(Math.max(0.02, 0.31 - 0.04 * index), 0.15)))
                .toList();
        return new AdverseEventsFinding(
                new Heading(
                        "SAFETY",
                        "Adverse events",
                        "all subjects with a dose",
                        "Subjects counted once for each term; Miettinen and Nurminen's limits"),
                COMPUTED,
                List.of(
                        new AdverseEventsFinding.ArmTotal("A", 53, 21, 34, 2, 1, 1, 0),
                        new AdverseEventsFinding.ArmTotal("B", 51, 38, 97, 0, 2, 2, 0)),
                rows,
                rows.stream().skip(Math.max(0, rows.size() - 2)).toList());
    }

    private static ExposureFinding exposure() {
        return new ExposureFinding(
                new Heading("EXPOSURE", "Exposure", "all randomized subjects", "Counts and moments of the doses"),
                COMPUTED,
                List.of(
                        new ExposureFinding.ArmExposure("A", 53, 53, 53, List.of(new Count("interrupted", 1))),
                        new ExposureFinding.ArmExposure("B", 51, 51, 51, List.of(new Count("interrupted", 4)))),
                List.of(new ExposureFinding.Measure(
                        "Duration (min)",
                        List.of(
                                new Spread("A", 53, 40.1, 0.8, 38.0, 43.0),
                                new Spread("B", 51, 40.9, 3.1, 12.0, 61.0)))));
    }

    private static ShiftFinding shift() {
        return new ShiftFinding(
                new Heading(
                        "SYSTOLIC",
                        "Systolic",
                        "all subjects with a dose",
                        "Greatest value on the dose day minus baseline"),
                COMPUTED,
                "Systolic blood pressure",
                "mmHg",
                List.of(new Spread("A", 53, 6.1, 7.0, -4.0, 24.0), new Spread("B", 51, 21.7, 9.9, 3.0, 51.0)),
                List.of(
                        new ShiftFinding.Category("≥ 20", List.of(new Count("A", 3), new Count("B", 29))),
                        new ShiftFinding.Category("≥ 40", List.of(new Count("A", 0), new Count("B", 4)))),
                difference(15.6, 3.4));
    }

    private static MissingnessFinding missingness() {
        return new MissingnessFinding(
                new Heading("MADRS_VISITS", "MADRS total", "all randomized subjects", "Counts by the cut"),
                COMPUTED,
                VISITS.stream()
                        .map(visit -> new MissingnessFinding.VisitMissing(
                                visit,
                                List.of(
                                        new MissingnessFinding.ArmMissing("A", 53, 53, List.of()),
                                        new MissingnessFinding.ArmMissing(
                                                "B",
                                                51,
                                                47,
                                                List.of(new Count("not-done", 1), new Count("withdrawn", 3))))))
                        .toList());
    }

    private static SubgroupFinding subgroup(String factor, int levels) {
        return new SubgroupFinding(
                heading("SUBGROUPS", "MADRS at 24 h within subgroups"),
                COMPUTED,
                factor,
                IntStream.rangeClosed(1, levels)
                        .mapToObj(level -> new SubgroupFinding.Level(
                                "0" + level,
                                List.of(mean("A", -5), mean("B", -10)),
                                level == 5 ? null : difference(-6.5 + level * 1.3, 4 + level)))
                        .toList(),
                new TestResult("Interaction of arm and factor", 3.217, levels - 1, 0.6658));
    }

    private static CrossoverFinding crossover() {
        return new CrossoverFinding(
                heading("WITHIN", "MADRS within subjects"),
                COMPUTED,
                List.of("P1_DAY2", "P2_DAY2"),
                List.of(
                        new CrossoverFinding.ArmPeriods(
                                "A",
                                new Spread("A", 13, 32.1, 5.2, 22.0, 40.0),
                                new Spread("A", 12, 24.9, 9.8, 6.0, 38.0)),
                        new CrossoverFinding.ArmPeriods(
                                "B",
                                new Spread("B", 15, 22.5, 10.7, 3.0, 39.0),
                                new Spread("B", 12, 30.7, 6.4, 20.0, 41.0))),
                24,
                difference(-6.75, 4.03),
                9.543,
                -3.4652,
                difference(-6.6, 4.1));
    }

    static OpenFindings open() {
        List<OpenFindings.Week> weeks = IntStream.rangeClosed(1, 30)
                .mapToObj(week -> new OpenFindings.Week(
                        week,
                        LocalDate.of(2025, 8, 4).plusWeeks(week - 1L),
                        week % 3 == 0 ? 5 : 3,
                        week * 11 / 3,
                        week * 3.9))
                .toList();
        return new OpenFindings(
                Instant.parse("2026-03-01T23:59:59Z"),
                new OpenFindings.Accrual(
                        110,
                        156,
                        40,
                        weeks,
                        3.62,
                        new OpenFindings.Forecast(
                                LocalDate.of(2026, 5, 29), LocalDate.of(2026, 5, 8), LocalDate.of(2026, 6, 26))),
                new OpenFindings.Flow(
                        171,
                        52,
                        9,
                        110,
                        110,
                        104,
                        7,
                        71,
                        List.of(new Count("Withdrew consent", 4), new Count("Lost to follow-up", 3)),
                        List.of(new Count("H24", 104), new Count("DAY7", 98), new Count("WEEK4", 71))),
                List.of(
                        new Count("Fewer than two antidepressant failures", 21),
                        new Count("MADRS below 28", 19),
                        new Count("Blood pressure above 140/90", 12)),
                new OpenFindings.Currency(5120, 0.4, 3.2, Instant.parse("2026-03-01T18:40:00Z"), 108, 104),
                new OpenFindings.Deviations(
                        14, 2, 11, List.of(new Count("Visit outside its window", 9), new Count("Infusion time", 5))),
                new OpenFindings.SeriousEvents(3, 3, 0, List.of(new Count("Suicidal ideation", 2))),
                new OpenFindings.Variance(100, 10.91, 10.6, 10.0, 156, 174, 0.9));
    }
}
