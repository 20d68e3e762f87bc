package org.equipoise.stats.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.application.ClinicalData;
import org.equipoise.stats.application.PublishedPlan;
import org.equipoise.stats.application.ReadOpenReport;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.findings.AdverseEventsFinding;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.BlindingFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.CrossoverFinding;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.LongitudinalFinding;
import org.equipoise.stats.domain.findings.MissingnessFinding;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.equipoise.stats.domain.findings.SensitivityFinding;
import org.equipoise.stats.domain.findings.ShiftFinding;
import org.equipoise.stats.domain.findings.SubgroupFinding;
import org.equipoise.stats.domain.findings.TimeToEventFinding;

/** Findings at the edges: forty terms, thousands of exclusions, nothing computed, nothing there. */
final class Extreme {

    static final String LONG =
            "A very long name of an endpoint that goes on about its population, its visit and its summary measure,"
                    + " Pneumonoultramicroscopicsilicovolcanoconiosis-and-other-words-without-a-space"
                    + " <script>alert(1)</script>";

    private Extreme() {}

    static ClosedFindings crowded() {
        ClosedFindings usual = Committee.findings();
        return new ClosedFindings(
                usual.primary(),
                usual.keySecondary(),
                List.of(Committee.longitudinal("A", LONG), Committee.longitudinal("B", "QIDS-SR16")),
                usual.binaries(),
                usual.timeToEvent(),
                usual.sensitivity(),
                usual.blinding(),
                Committee.events(40),
                usual.exposure(),
                usual.vitalSigns(),
                usual.missingness(),
                usual.subgroups(),
                usual.crossover(),
                IntStream.range(0, 900)
                        .mapToObj(index -> new ExcludedValue(
                                "MADRS_VISITS",
                                "0" + (1 + index % 6) + "-" + (100 + index),
                                "WEEK" + index % 5,
                                "out-of-window",
                                "Measured outside the window of its visit"))
                        .toList(),
                usual.imputations());
    }

    /** Everything that may fail has failed. */
    static ClosedFindings poor() {
        return new ClosedFindings(
                Committee.primary(),
                null,
                List.of(new LongitudinalFinding(
                        Committee.heading("V", "MADRS total"), Committee.FAILED, "", null, List.of())),
                List.of(new BinaryFinding(
                        Committee.heading("R", "Response"),
                        Committee.FAILED,
                        "Half",
                        List.of(
                                new BinaryFinding.ArmCount("A", 0, 0, null, 0),
                                new BinaryFinding.ArmCount("B", 0, 0, null, 0)),
                        0,
                        null,
                        null,
                        null,
                        null)),
                List.of(new TimeToEventFinding(
                        Committee.heading("T", "Relapse"),
                        Committee.FAILED,
                        "Relapse",
                        "days",
                        List.of(
                                new TimeToEventFinding.Curve("A", 0, 0, null, List.of()),
                                new TimeToEventFinding.Curve(
                                        "B", 1, 0, null, List.of(new TimeToEventFinding.Step(0, 1, 1, 1, 1, 0)))),
                        null,
                        null)),
                List.of(new SensitivityFinding(
                        Committee.heading("S", "Tipping point"),
                        Committee.FAILED,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        List.of())),
                List.of(new BlindingFinding(
                        Committee.heading("B", "Raters"),
                        Committee.FAILED,
                        "rater",
                        "H24",
                        List.of(
                                new BlindingFinding.ArmGuesses("A", 0, 0, 0, null),
                                new BlindingFinding.ArmGuesses("B", 0, 0, 0, null)),
                        null)),
                new AdverseEventsFinding(
                        Committee.heading("AE", "Events"),
                        Committee.FAILED,
                        List.of(
                                new AdverseEventsFinding.ArmTotal("A", 0, 0, 0, 0, 0, 0, 0),
                                new AdverseEventsFinding.ArmTotal("B", 0, 0, 0, 0, 0, 0, 0)),
                        List.of(),
                        List.of()),
                null,
                List.of(new ShiftFinding(
                        Committee.heading("SYS", "Systolic"),
                        Committee.FAILED,
                        "Systolic blood pressure",
                        "mmHg",
                        List.of(),
                        List.of(),
                        null)),
                List.of(new MissingnessFinding(Committee.heading("M", "MADRS"), Committee.FAILED, List.of())),
                List.of(new SubgroupFinding(
                        Committee.heading("SG", "Site"),
                        Committee.FAILED,
                        "Site",
                        List.of(new SubgroupFinding.Level("01", List.of(), null)),
                        null)),
                List.of(new CrossoverFinding(
                        Committee.heading("X", "Within"),
                        Committee.FAILED,
                        List.of("P1", "P2"),
                        List.of(),
                        0,
                        null,
                        null,
                        null,
                        null)),
                List.of(),
                List.of());
    }

    /** A plan that asks for nothing beside the primary comparison. */
    static ClosedFindings nothingPlanned() {
        return new ClosedFindings(
                Committee.primary(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static ReadOpenReport.OpenReport openReport(OpenFindings findings) {
        AnalysisPlan plan = AnalysisPlan.of(SimulatedTrial.definition());
        Map<String, ClinicalData.SiteEnrolment> sites = new TreeMap<>();
        IntStream.rangeClosed(1, 6).forEach(site -> sites.put("0" + site, new ClinicalData.SiteEnrolment(28, 18)));
        return new ReadOpenReport.OpenReport(
                new PublishedPlan(plan, "9b1f".repeat(16), Instant.EPOCH, "ada.administrator"),
                Instant.parse("2026-03-01T23:59:59Z"),
                new ClinicalData.Enrolment(171, 110, sites),
                EndpointData.derive(plan.primary(), SimulatedTrial.of(104, 5, 7).subjects()),
                Optional.ofNullable(findings));
    }

    /** The first day: nobody is there yet. */
    static OpenFindings openPoor() {
        return new OpenFindings(
                Instant.parse("2026-03-01T23:59:59Z"),
                new OpenFindings.Accrual(0, 156, null, List.of(), null, null),
                new OpenFindings.Flow(0, 0, 0, 0, null, 0, 0, 0, List.of(), List.of()),
                List.of(),
                new OpenFindings.Currency(0, null, null, null, 0, 0),
                new OpenFindings.Deviations(0, 0, 0, List.of()),
                new OpenFindings.SeriousEvents(0, 0, 0, List.of()),
                null);
    }
}
