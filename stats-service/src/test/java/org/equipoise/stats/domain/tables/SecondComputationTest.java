package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.AdverseEventsFinding;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.LongitudinalFinding;
import org.equipoise.stats.domain.findings.TimeToEventFinding;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The findings of a whole trial against a second computation: forms read by plain loops, formulas of textbooks, no class of the
 * engine. B is the control arm here, so that "B minus A" is control minus experimental.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondComputationTest {

    private static final List<String> VISITS = List.of("PLUS230", "H24", "H48", "H72", "DAY7", "WEEK2", "WEEK4");
    private static final SimulatedRecords TRIAL = SimulatedRecords.of(156, 1, 20_261_121);

    private final List<Row> rows = new ArrayList<>();
    private ClosedFindings findings;

    /** What the second computation needs of a subject: MADRS totals as observed and without those after rescue. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(Subject subject, boolean b, String site, boolean high, double baseline, Double[] scores) {}

    @BeforeAll
    void computeBoth() {
        findings = ClosedAnalysis.compute(TRIAL.input(SimulatedRecords.plan(), LookFacts.first()), Progress.NONE);
        for (Subject subject : TRIAL.records().subjects()) {
            if (subject.randomizedAt() == null) {
                continue;
            }
            Double[] scores = new Double[VISITS.size()];
            double baseline = 0;
            for (FormRecord form : subject.records()) {
                if (form.form().equals("MADRS") && form.event().equals("BASELINE")) {
                    baseline = ((Number) form.values().get("MADRS_TOTAL")).doubleValue();
                } else if (form.form().equals("MADRS") && form.occurredAt().isBefore(rescue(subject))) {
                    scores[VISITS.indexOf(form.event())] =
                            ((Number) form.values().get("MADRS_TOTAL")).doubleValue();
                }
            }
            boolean b =
                    TRIAL.allocations().armOfSubject().get(subject.subject()).equals(SimulatedTrial.CONTROL_CODE);
            rows.add(new Row(
                    subject,
                    b,
                    subject.site(),
                    subject.strata().get("madrsBand").equals("GE35"),
                    baseline,
                    scores));
        }
    }

    private static Instant rescue(Subject subject) {
        for (FormRecord form : subject.records()) {
            if (form.form().equals("CONMED")
                    && Boolean.TRUE.equals(form.values().get("CM_RESCUE"))) {
                return LocalDate.parse((String) form.values().get("CM_START"))
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
            }
        }
        return Instant.MAX;
    }

    /** Intercept, baseline, five sites, band, arm B: the last column. */
    private static double[] covariates(Row row) {
        double[] x = new double[9];
        x[0] = 1;
        x[1] = row.baseline();
        for (int site = 2; site <= 6; site++) {
            x[site] = row.site().equals("0" + site) ? 1 : 0;
        }
        x[7] = row.high() ? 1 : 0;
        x[8] = row.b() ? 1 : 0;
        return x;
    }

    @Test
    void primaryByTheNormalEquations() {
        List<Row> with = rows.stream().filter(row -> row.scores()[1] != null).toList();
        double[] expected = PlainStatistics.lastCoefficient(
                with.stream().map(SecondComputationTest::covariates).toArray(double[][]::new),
                with.stream()
                        .mapToDouble(row -> row.scores()[1] - row.baseline())
                        .toArray());

        assertThat(findings.primary().information().observed()).isEqualTo(with.size());
        assertThat(findings.primary().difference().estimate()).isCloseTo(expected[0], within(1e-9));
        assertThat(findings.primary().difference().standardError()).isCloseTo(expected[1], within(1e-9));
    }

    @Test
    void mixedModelByTheEmAlgorithm() {
        List<PlainStatistics.Repeated> subjects = new ArrayList<>();
        int v = VISITS.size();
        for (Row row : rows) {
            int[] seen = IntStream.range(0, v)
                    .filter(visit -> row.scores()[visit] != null)
                    .toArray();
            if (seen.length == 0) {
                continue;
            }
            double[][] x = new double[seen.length][3 * v + 6];
            double[] y = new double[seen.length];
            for (int k = 0; k < seen.length; k++) {
                double[] own = covariates(row);
                x[k][seen[k]] = 1;
                x[k][v + seen[k]] = own[1] - 33;
                x[k][2 * v + seen[k]] = own[8];
                System.arraycopy(own, 2, x[k], 3 * v, 6);
                y[k] = row.scores()[seen[k]] - row.baseline();
            }
            subjects.add(new PlainStatistics.Repeated(seen, x, y));
        }
        PlainStatistics.Fit expected = PlainStatistics.restrictedMaximum(subjects, v, 40);
        LongitudinalFinding found = findings.longitudinal().get(0);

        assertThat(found.fit().structure()).isEqualTo("us");
        assertThat(found.fit().subjects()).isEqualTo(subjects.size());
        assertThat(found.fit().deviance()).isCloseTo(expected.deviance(), within(1e-6));
        for (int visit = 0; visit < v; visit++) {
            double error = Math.sqrt(expected.variance()[2 * v + visit][2 * v + visit]);
            assertThat(found.visits().get(visit).difference().estimate())
                    .as(VISITS.get(visit))
                    .isCloseTo(expected.beta()[2 * v + visit], within(1e-6));
            assertThat(found.visits().get(visit).difference().standardError())
                    .as("Kenward and Roger's error is the model's, a little widened")
                    .isBetween(error * (1 - 1e-6), error * 1.03);
        }
    }

    private Boolean response(Row row) {
        Double day7 = row.scores()[4];
        return day7 != null && day7 <= row.baseline() / 2;
    }

    @Test
    void respondersByBisectionAndLoops() {
        BinaryFinding found = findings.binaries().get(0);
        int[] all = new int[4];
        Map<String, int[]> tables = new TreeMap<>();
        for (Row row : rows) {
            int[] own = tables.computeIfAbsent(row.site() + row.high(), stratum -> new int[4]);
            for (int[] table : List.of(all, own)) {
                table[row.b() ? 0 : 2] += response(row) ? 1 : 0;
                table[row.b() ? 1 : 3]++;
            }
        }
        List<int[]> informative =
                tables.values().stream().filter(t -> t[1] > 0 && t[3] > 0).toList();
        double[] limits = PlainStatistics.miettinenNurminen(all[0], all[1], all[2], all[3]);

        assertThat(found.arms()).extracting(BinaryFinding.ArmCount::responders).containsExactly(all[2], all[0]);
        assertThat(found.arms()).extracting(BinaryFinding.ArmCount::n).containsExactly(all[3], all[1]);
        assertThat(found.strata()).isEqualTo(informative.size());
        assertThat(found.riskDifference().estimate())
                .isCloseTo(all[0] / (double) all[1] - all[2] / (double) all[3], within(1e-12));
        assertThat(found.riskDifference().lower()).isCloseTo(limits[0], within(1e-7));
        assertThat(found.riskDifference().upper()).isCloseTo(limits[1], within(1e-7));
        double difference = 0;
        double weights = 0;
        double over = 0;
        double under = 0;
        for (int[] t : informative) {
            double n = t[1] + t[3];
            weights += t[1] * t[3] / n;
            difference += t[1] * t[3] / n * (t[0] / (double) t[1] - t[2] / (double) t[3]);
            over += t[0] * (t[3] - t[2]) / n;
            under += t[2] * (t[1] - t[0]) / n;
        }
        assertThat(found.stratifiedRiskDifference().estimate()).isCloseTo(difference / weights, within(1e-12));
        assertThat(found.oddsRatio().estimate()).isCloseTo(over / under, within(1e-12));
        assertThat(found.test().statistic()).isCloseTo(PlainStatistics.mantelHaenszel(informative), within(1e-9));
    }

    private List<PlainStatistics.Time> relapses() {
        List<PlainStatistics.Time> times = new ArrayList<>();
        for (Row row : rows) {
            if (!response(row)) {
                continue;
            }
            Instant start = at(row, "DAY7");
            List<FormRecord> later = row.subject().records().stream()
                    .filter(form ->
                            form.form().equals("MADRS") && form.occurredAt().isAfter(start))
                    .sorted(Comparator.comparing(FormRecord::occurredAt))
                    .toList();
            Instant event = Instant.MAX;
            for (FormRecord first : later) {
                for (FormRecord second : later) {
                    double days = days(first.occurredAt(), second.occurredAt());
                    if (score(first) >= 22 && score(second) >= 22 && days >= 5 && days <= 15) {
                        event = first.occurredAt().isBefore(event) ? first.occurredAt() : event;
                    }
                }
            }
            for (FormRecord form : row.subject().records()) {
                Instant moment = form.form().equals("AE")
                                && Boolean.TRUE.equals(form.values().get("AE_HOSPITAL"))
                        ? Instant.parse((String) form.values().get("AE_START"))
                        : Instant.MAX;
                event = moment.isAfter(start) && moment.isBefore(event) ? moment : event;
            }
            Instant rescue = rescue(row.subject());
            event = rescue.isBefore(event) ? rescue : event;
            Instant end = later.isEmpty() ? start : later.get(later.size() - 1).occurredAt();
            boolean happened = !event.equals(Instant.MAX);
            times.add(
                    new PlainStatistics.Time("" + row.high(), row.b(), days(start, happened ? event : end), happened));
        }
        return times;
    }

    private static Instant at(Row row, String visit) {
        return row.subject().records().stream()
                .filter(form -> form.form().equals("MADRS") && form.event().equals(visit))
                .findFirst()
                .orElseThrow()
                .occurredAt();
    }

    private static double score(FormRecord form) {
        return ((Number) Objects.requireNonNull(form.values().get("MADRS_TOTAL"))).doubleValue();
    }

    private static double days(Instant from, Instant to) {
        return (to.getEpochSecond() - from.getEpochSecond()) / 86_400.0;
    }

    @Test
    void relapseByLoopsOverTimes() {
        List<PlainStatistics.Time> times = relapses();
        TimeToEventFinding found = findings.timeToEvent().get(0);

        assertThat(times.stream().filter(PlainStatistics.Time::event)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(found.logRank().statistic()).isCloseTo(PlainStatistics.logRank(times), within(1e-9));
        for (int arm = 0; arm < 2; arm++) {
            boolean b = arm == 1;
            List<PlainStatistics.Time> own =
                    times.stream().filter(time -> time.first() == b).toList();
            assertThat(found.curves().get(arm).n()).isEqualTo(own.size());
            for (TimeToEventFinding.Step step : found.curves().get(arm).steps()) {
                assertThat(step.free()).isCloseTo(PlainStatistics.free(own, step.time()), within(1e-12));
                assertThat((long) step.atRisk())
                        .isEqualTo(own.stream()
                                .filter(time -> time.time() >= step.time())
                                .count());
            }
        }
    }

    @Test
    void adverseEventsByCounting() {
        AdverseEventsFinding.Term nausea = findings.adverseEvents().terms().stream()
                .filter(term -> term.term().equals("NAUSEA"))
                .findFirst()
                .orElseThrow();
        int[] with = new int[2];
        for (Row row : rows) {
            with[row.b() ? 1 : 0] += row.subject().records().stream()
                            .anyMatch(form -> "NAUSEA".equals(form.values().get("AE_SPECIAL")))
                    ? 1
                    : 0;
        }
        double[] limits = PlainStatistics.miettinenNurminen(with[1], 78, with[0], 78);

        assertThat(nausea.arms())
                .extracting(AdverseEventsFinding.ArmEvents::subjects)
                .containsExactly(with[0], with[1]);
        assertThat(nausea.riskDifference().lower()).isCloseTo(limits[0], within(1e-7));
        assertThat(nausea.riskDifference().upper()).isCloseTo(limits[1], within(1e-7));
    }
}
