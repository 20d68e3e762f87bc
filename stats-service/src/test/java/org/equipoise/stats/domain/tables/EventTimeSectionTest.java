package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.TimeToEventFinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Day 7 may be measured from day 6 to day 8. From a baseline of 40 a score of at most 20 is a response. */
class EventTimeSectionTest {

    private static final Instant RANDOMIZED = Instant.parse("2026-01-05T08:00:00Z");
    private static final Instant DOSE = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant CUT = Instant.parse("2026-03-01T00:00:00Z");
    private static final AnalysisPlan PLAN = SimulatedRecords.plan();

    private final Listing listing = new Listing();

    private static FormRecord madrs(String event, Double day, int total) {
        Instant at = day == null ? null : DOSE.plus(Duration.ofMinutes(Math.round(day * 1_440)));
        return new FormRecord(event, "MADRS", 1, at, CUT, 1, null, Map.of("MADRS_TOTAL", total), Map.of());
    }

    /** The times at which the curve of the only subject has a step, 0 among them. */
    private List<Double> times(FormRecord... scores) {
        List<FormRecord> forms = new ArrayList<>();
        forms.add(madrs("BASELINE", -0.1, 40));
        forms.add(SimulatedRecords.form("INFUSION", "INFUSION", 1, DOSE, Map.of("INF_START", DOSE.toString())));
        forms.addAll(List.of(scores));
        Subject subject =
                new Subject("01-001", "01", RANDOMIZED, "", null, RANDOMIZED, Map.of("madrsBand", "GE35"), forms);
        ClosedInput input = new ClosedInput(
                PLAN,
                new StudyRecords("s", CUT, "1", "", List.of(subject)),
                SimulatedTrial.allocations(Map.of("01-001", SimulatedTrial.EXPERIMENTAL_CODE)),
                new ArmLabels(true),
                LookFacts.first(),
                1);
        Trial trial = Trial.of(input, listing);
        PlannedAnalyses.TimeToEvent planned = PLAN.analyses().timeToEvent().get(0);
        PlannedAnalyses.Responders among = PLAN.analyses().responders().stream()
                .filter(responders -> responders.id().equals(planned.among()))
                .findFirst()
                .orElseThrow();
        return new EventTimeSection(trial)
                .finding(planned, among, new ResponderSection(trial).responses(among)).curves().stream()
                        .flatMap(curve -> curve.steps().stream())
                        .map(TimeToEventFinding.Step::time)
                        .toList();
    }

    @Test
    void startsAtTheVisitThatMadeTheResponse() {
        assertThat(times(madrs("DAY7", 7.25, 12), madrs("WEEK2", 14.0, 14))).containsExactly(0.0, 6.75);
    }

    @Test
    void startsAtAnUnscheduledValueThatMadeTheResponse() {
        assertThat(times(madrs("UNSCHEDULED", 7.5, 12), madrs("WEEK2", 14.0, 14)))
                .containsExactly(0.0, 6.5);
        assertThat(listing.excluded()).isEmpty();
    }

    @Test
    void startsAtTheValueInTheWindowWhereTheVisitItselfWasLate() {
        assertThat(times(madrs("DAY7", 10.0, 30), madrs("UNSCHEDULED", 7.5, 12), madrs("WEEK2", 14.0, 14)))
                .containsExactly(0.0, 6.5);
    }

    @Test
    void aScoreAfterTheStartIsARelapseEvenIfItIsTheLateVisitsOwn() {
        assertThat(times(madrs("DAY7", 10.0, 30), madrs("UNSCHEDULED", 7.5, 12), madrs("WEEK2", 16.0, 28)))
                .containsExactly(0.0, 2.5);
    }

    @Test
    void startsAtALateVisitThatIsUsedForWantOfAnother() {
        assertThat(times(madrs("DAY7", 10.0, 12), madrs("WEEK2", 14.0, 14))).containsExactly(0.0, 4.0);
    }

    private static FormRecord admitted(String date) {
        return SimulatedRecords.form(
                "COMMON", "AE", 1, CUT, Map.of("AE_HOSPITAL", true, "AE_TIME_UNKNOWN", true, "AE_START_DATE", date));
    }

    /** The response is of 12 January at 16:00; without a relapse the last score ends the time. */
    @ParameterizedTest(name = "admitted {0}: {1} days after the response")
    @CsvSource({
        "2026-01-15, 2.3333",
        // the month or year of the response: as early as it can, but after the response
        "2026-01, 0",
        "2026, 0",
        // not before February, and not after December
        "2026-02, 19.3333",
        "2025-12, 6.75",
        "2025, 6.75"
    })
    void anEventOfWhichOnlyAPartOfTheDateIsKnownCountsAsEarlyAsItCan(String date, double days) {
        assertThat(times(madrs("DAY7", 7.25, 12), madrs("WEEK2", 14.0, 14), admitted(date))
                        .get(1))
                .isCloseTo(days, within(0.001));
    }

    @ParameterizedTest(name = "rescue {0}: a responder {1}")
    @CsvSource({"2026-01, false", "2026, false", "2026-02, true", "2025-12, true"})
    void aRescueThatMayHaveComeBeforeTheResponseLeavesNone(String date, boolean responder) {
        FormRecord rescue =
                SimulatedRecords.form("COMMON", "CONMED", 1, CUT, Map.of("CM_RESCUE", true, "CM_START", date));

        assertThat(times(madrs("DAY7", 7.25, 12), madrs("WEEK2", 14.0, 14), rescue)
                        .isEmpty())
                .isEqualTo(!responder);
    }

    @Test
    void leavesAResponseOutThatNobodyDated() {
        assertThat(times(madrs("DAY7", null, 12), madrs("WEEK2", 14.0, 14))).isEmpty();
        assertThat(listing.excluded()).extracting(ExcludedValue::reason).contains("undated");
    }
}
