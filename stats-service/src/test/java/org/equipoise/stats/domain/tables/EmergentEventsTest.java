package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.AdverseEventsFinding;
import org.equipoise.stats.domain.findings.AdverseEventsFinding.ArmTotal;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first dose is at 21:30 UTC on 9 March 2026: 22:30 in Berlin, 08:30 the next day in Melbourne. */
class EmergentEventsTest {
    private static final Instant DOSE = Instant.parse("2026-03-09T21:30:00Z");
    private static final Instant RANDOMIZED = Instant.parse("2026-03-08T08:00:00Z");
    private static final Instant CUT = Instant.parse("2026-06-01T00:00:00Z");

    private final Listing listing = new Listing();

    private AdverseEventsFinding finding(String zone, Map<String, Object> said) {
        return finding(zone, SimulatedRecords.plan().analyses().safety(), said);
    }

    private AdverseEventsFinding finding(String zone, PlannedAnalyses.Safety safety, Map<String, Object> said) {
        Map<String, Object> values = new LinkedHashMap<>(said);
        values.put("AE_TERM", "Headache");
        values.put("AE_SPECIAL", "HEADACHE");
        Subject subject = new Subject(
                "06-001",
                "06",
                RANDOMIZED,
                "",
                null,
                RANDOMIZED,
                Map.of(),
                List.of(
                        SimulatedRecords.form("INFUSION", "INFUSION", 1, DOSE, Map.of("INF_START", DOSE.toString())),
                        SimulatedRecords.form("COMMON", "AE", 1, DOSE, values)));
        StudyRecords records = new StudyRecords(
                "s", CUT, "1", "", List.of(subject), Map.of("06", ZoneId.of(zone), "07", ZoneOffset.UTC));
        ClosedInput input = new ClosedInput(
                SimulatedRecords.plan(),
                records,
                SimulatedTrial.allocations(Map.of("06-001", SimulatedTrial.EXPERIMENTAL_CODE)),
                new ArmLabels(true),
                LookFacts.first(),
                1);
        return new SafetySections(Trial.of(input, listing), safety).adverseEvents();
    }

    private static int events(AdverseEventsFinding finding) {
        return finding.totals().stream().mapToInt(ArmTotal::events).sum();
    }

    private static int withoutTime(AdverseEventsFinding finding) {
        return finding.totals().stream().mapToInt(ArmTotal::withoutTime).sum();
    }

    @ParameterizedTest(name = "{0} at a site in {1}: {2}")
    @CsvSource({
        "2026-03-01, Europe/Berlin, false",
        "2026-03-08, Europe/Berlin, false",
        "2026-03-09, Europe/Berlin, true",
        "2026-03-10, Europe/Berlin, true",
        "2026-03-09, Australia/Melbourne, false",
        "2026-03-10, Australia/Melbourne, true",
        "2026-02, Europe/Berlin, false",
        "2026-03, Europe/Berlin, true",
        "2026-04, Europe/Berlin, true",
        "2025, Europe/Berlin, false",
        "2026, Europe/Berlin, true",
    })
    void aDateAloneCountsUnlessItIsSurelyBeforeTheDayOfTheDose(String date, String zone, boolean counts) {
        AdverseEventsFinding finding = finding(zone, Map.of("AE_TIME_UNKNOWN", true, "AE_START_DATE", date));

        assertThat(events(finding)).isEqualTo(counts ? 1 : 0);
        assertThat(withoutTime(finding)).isEqualTo(counts ? 1 : 0);
        assertThat(listing.excluded())
                .extracting(ExcludedValue::reason)
                .containsExactlyElementsOf(counts ? List.of() : List.of("before-time-zero"));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-09T21:29:59Z, false", "2026-03-09T21:30:00Z, true", "2026-03-10T08:31:00+11:00, true"})
    void aTimeCountsFromTimeZeroOn(String start, boolean counts) {
        AdverseEventsFinding finding = finding("Europe/Berlin", Map.of("AE_START", start, "AE_START_DATE", "2025"));

        assertThat(events(finding)).isEqualTo(counts ? 1 : 0);
        assertThat(withoutTime(finding)).isZero();
    }

    @Test
    void countsWhereNothingIsKnown() {
        AdverseEventsFinding finding = finding("Europe/Berlin", Map.of());

        assertThat(events(finding)).isEqualTo(1);
        assertThat(withoutTime(finding)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-08, 0", "2026-03-09, 1", "2026-03, 1"})
    void aStartThatIsADateIsReadAsSuch(String date, int counted) {
        PlannedAnalyses.Safety planned = SimulatedRecords.plan().analyses().safety();
        PlannedAnalyses.AdverseEvents events = planned.adverseEvents();
        PlannedAnalyses.Safety byDay = new PlannedAnalyses.Safety(
                new PlannedAnalyses.AdverseEvents(
                        events.form(),
                        events.term(),
                        events.special(),
                        events.none(),
                        "AE_DAY",
                        null,
                        events.serious(),
                        events.death()),
                planned.exposure(),
                List.of());

        assertThat(events(finding("Europe/Berlin", byDay, Map.of("AE_DAY", date))))
                .isEqualTo(counted);
    }

    @Test
    void theTableSaysByWhichRule() {
        assertThat(finding("Europe/Berlin", Map.of()).heading().method())
                .contains("unless every day that it can mean is before the day of time zero");
    }
}
