package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void leavesAResponseOutThatNobodyDated() {
        assertThat(times(madrs("DAY7", null, 12), madrs("WEEK2", 14.0, 14))).isEmpty();
        assertThat(listing.excluded()).extracting(ExcludedValue::reason).contains("undated");
    }
}
