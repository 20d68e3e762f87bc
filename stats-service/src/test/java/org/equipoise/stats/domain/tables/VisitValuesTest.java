package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.Exclusion;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.SubstitutedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dose is on 5 January at 10:00; the 24-hour window goes from 06:00 to 14:00 on the 6th. */
class VisitValuesTest {

    private static final Instant RANDOMIZED = Instant.parse("2026-01-05T08:00:00Z");
    private static final Instant DOSE = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant CUT = Instant.parse("2026-03-01T00:00:00Z");
    private static final AnalysisPlan PLAN = SimulatedRecords.plan();

    private final Listing listing = new Listing();

    private static FormRecord madrs(String event, int repeat, Instant at, Object total) {
        return SimulatedRecords.form(
                event, "MADRS", repeat, at, total == null ? Map.of() : Map.of("MADRS_TOTAL", total));
    }

    private static Subject subject(FormRecord... forms) {
        List<FormRecord> all = new ArrayList<>();
        all.add(madrs("BASELINE", 1, RANDOMIZED, 40));
        all.add(SimulatedRecords.form("INFUSION", "INFUSION", 1, DOSE, Map.of("INF_START", DOSE.toString())));
        all.addAll(List.of(forms));
        return new Subject("01-001", "01", RANDOMIZED, "", null, RANDOMIZED, Map.of("madrsBand", "GE35"), all);
    }

    private static FormRecord rescue(String date) {
        return SimulatedRecords.form("COMMON", "CONMED", 1, CUT, Map.of("CM_RESCUE", true, "CM_START", date));
    }

    private static FormRecord death(String date) {
        return SimulatedRecords.form("COMMON", "DISPOSITION", 1, CUT, Map.of("DS_REASON", "DEATH", "DS_DATE", date));
    }

    private VisitValues.VisitValue at24Hours(AnalysisPlan plan, Subject subject) {
        VisitValues.Target target = new VisitValues.Target("PRIMARY", "MADRS", "MADRS_TOTAL", plan.estimand());
        StudyRecords records = new StudyRecords("s", CUT, "1", "", List.of(subject));
        return new VisitValues(plan, records, listing).at(subject, target, "H24");
    }

    private static AnalysisPlan with(String selection, String outsideWindow) {
        PlannedAnalyses all = PLAN.analyses();
        PlannedAnalyses.DataRules data = all.data();
        return new AnalysisPlan(
                PLAN.study(),
                PLAN.version(),
                PLAN.estimand(),
                PLAN.primary(),
                PLAN.alpha(),
                PLAN.spending(),
                PLAN.maximumInformation(),
                PLAN.looks(),
                PLAN.futility(),
                PLAN.effect(),
                PLAN.keySecondary(),
                new PlannedAnalyses(
                        new PlannedAnalyses.DataRules(
                                data.timeZero(),
                                data.visits(),
                                selection,
                                outsideWindow,
                                data.carried(),
                                data.intercurrentEvents()),
                        all.longitudinal(),
                        all.responders(),
                        all.timeToEvent(),
                        all.sensitivity(),
                        all.blinding(),
                        all.safety(),
                        all.subgroups(),
                        all.crossover(),
                        all.progress()),
                PLAN.charter());
    }

    @ParameterizedTest(name = "{0} at {1}, unscheduled at {2}; {3}, {4} gives {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                // own value in the window, both limits inclusive
                "20, PT24H,    -,     event,  use,       20",
                "20, PT20H,    -,     window, set-aside, 20",
                "20, PT28H,    -,     window, set-aside, 20",
                // own value outside
                "20, PT28H1S,  -,     window, set-aside, -",
                "20, PT28H1S,  -,     window, use,       20",
                "20, PT19H59M, -,     event,  set-aside, -",
                // an unscheduled value (30) within the window
                "20, PT30H,    PT26H, window, use,       30",
                "20, PT30H,    PT26H, event,  use,       20",
                "20, PT24H,    PT24H, window, use,       20",
                "-,  PT24H,    PT21H, window, use,       30",
                "-,  PT24H,    PT21H, event,  use,       -",
                "-,  PT24H,    PT29H, window, use,       -",
                "-,  PT24H,    -,     window, use,       -"
            })
    void selectsByTheRuleOfThePlan(
            Integer own, Duration ownAt, Duration unscheduledAt, String selection, String outside, Double expected) {
        List<FormRecord> forms = new ArrayList<>(List.of(madrs("H24", 1, DOSE.plus(ownAt), own)));
        if (unscheduledAt != null) {
            forms.add(madrs("UNSCHEDULED", 1, DOSE.plus(unscheduledAt), 30));
        }

        VisitValues.VisitValue value = at24Hours(with(selection, outside), subject(forms.toArray(FormRecord[]::new)));

        assertThat(value.value()).isEqualTo(expected == null ? OptionalDouble.empty() : OptionalDouble.of(expected));
    }

    @Test
    void takesTheNearerOfTwoUnscheduledValuesAndTheEarlierOfTwoEquallyNear() {
        Subject nearer = subject(
                madrs("UNSCHEDULED", 1, DOSE.plus(Duration.ofHours(21)), 11),
                madrs("UNSCHEDULED", 2, DOSE.plus(Duration.ofHours(25)), 12));
        Subject equal = subject(
                madrs("UNSCHEDULED", 1, DOSE.plus(Duration.ofHours(25)), 13),
                madrs("UNSCHEDULED", 2, DOSE.plus(Duration.ofHours(23)), 14));

        assertThat(at24Hours(PLAN, nearer).value()).hasValue(12);
        assertThat(at24Hours(PLAN, nearer).occurredAt()).isEqualTo(DOSE.plus(Duration.ofHours(25)));
        assertThat(at24Hours(PLAN, equal).value()).hasValue(14);
    }

    @Test
    void takesTheLowestRepeatWithAValue() {
        Instant at = DOSE.plus(Duration.ofHours(24));

        assertThat(at24Hours(PLAN, subject(madrs("H24", 2, at, 18), madrs("H24", 3, at, 19), madrs("H24", 1, at, null)))
                        .value())
                .hasValue(18);
    }

    @ParameterizedTest(name = "rescue on {0}: {1}")
    @CsvSource({
        "2026-01-04, 20",
        "2026-01-05, ",
        "2026-01-06, ",
        "2026-01-07, 20",
        // the day is not known: it may have been before the value
        "2026-01, ",
        "2026, ",
        "2025-12, 20",
        "2026-02, 20"
    })
    void hypotheticalSetsValuesFromTheEventOnAside(String date, Double expected) {
        VisitValues.VisitValue value =
                at24Hours(PLAN, subject(madrs("H24", 1, DOSE.plus(Duration.ofHours(24)), 20), rescue(date)));

        assertThat(value.value()).isEqualTo(expected == null ? OptionalDouble.empty() : OptionalDouble.of(expected));
        assertThat(value.observed()).isTrue();
        assertThat(listing.excluded())
                .extracting(ExcludedValue::reason)
                .isEqualTo(expected == null ? List.of("hypothetical") : List.of());
    }

    @ParameterizedTest(name = "death on {0}, value {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-01-05, -, 60",
                "2026-01-06, -, 60",
                "2026-01-07, -, -",
                "2026-01-06, 20, 60",
                "2026-01-09, 20, 20"
            })
    void compositeCountsTheWorstScore(String date, Integer own, Double expected) {
        VisitValues.VisitValue value =
                at24Hours(PLAN, subject(madrs("H24", 1, DOSE.plus(Duration.ofHours(24)), own), death(date)));

        assertThat(value.value()).isEqualTo(expected == null ? OptionalDouble.empty() : OptionalDouble.of(expected));
        boolean worst = expected != null && expected == 60;
        assertThat(listing.substituted())
                .extracting(SubstitutedValue::rule)
                .isEqualTo(worst ? List.of("composite-worst-score") : List.of());
    }

    @Test
    void treatmentPolicyUsesTheValueWhateverHappened() {
        Subject interrupted = subject(
                madrs("H24", 1, DOSE.plus(Duration.ofHours(24)), 20),
                SimulatedRecords.form(
                        "COMMON", "CONMED", 1, DOSE, Map.of("CM_RESCUE", false, "CM_CLASS", "ANTIEMETIC")));

        assertThat(at24Hours(PLAN, interrupted).value()).hasValue(20);
        assertThat(listing.excluded()).isEmpty();
        assertThat(PLAN.strategiesNotApplied()).isEmpty();
    }

    @Test
    void anEventWithoutADetectionIsNamedAsNotApplied() {
        assertThat(SimulatedTrial.plan().strategiesNotApplied()).isEmpty();
        PlannedAnalyses none = PlannedAnalyses.NONE;
        AnalysisPlan undetected = new AnalysisPlan(
                PLAN.study(),
                PLAN.version(),
                PLAN.estimand(),
                PLAN.primary(),
                PLAN.alpha(),
                PLAN.spending(),
                PLAN.maximumInformation(),
                PLAN.looks(),
                PLAN.futility(),
                PLAN.effect(),
                List.of(),
                none,
                PLAN.charter());

        assertThat(undetected.strategiesNotApplied()).containsExactly("composite", "hypothetical");
    }

    @Test
    void carriedItemsAreUsedAndListed() {
        Subject carried = subject(SimulatedRecords.form(
                "H24", "MADRS", 1, DOSE.plus(Duration.ofHours(24)), Map.of("MADRS_TOTAL", 20, "MADRS_CARRIED", true)));

        assertThat(at24Hours(PLAN, carried).value()).hasValue(20);
        assertThat(listing.substituted()).extracting(SubstitutedValue::rule).containsExactly("carried-items");
    }

    @Test
    void thePrimarySetGivesTheFirstReasonThatApplies() {
        Instant at = DOSE.plus(Duration.ofHours(24));
        Subject whole = subject(madrs("H24", 1, at, 20));
        Subject rescued = renamed(subject(madrs("H24", 1, at, 20), rescue("2026-01-06")), "01-002");
        Subject missing = renamed(subject(), "01-003");
        StudyRecords records = new StudyRecords("s", CUT, "1", "", List.of(missing, rescued, whole));

        EndpointData data = PrimarySet.of(PLAN, records);

        assertThat(data.rows()).extracting(EndpointData.Row::change).containsExactly(-20.0);
        assertThat(data.exclusions())
                .containsExactly(
                        new Exclusion("01-002", Exclusion.Reason.VISIT_SET_ASIDE),
                        new Exclusion("01-003", Exclusion.Reason.VISIT_MISSING));
    }

    private static Subject renamed(Subject subject, String name) {
        return new Subject(
                name,
                subject.site(),
                subject.screenedAt(),
                subject.status(),
                null,
                subject.randomizedAt(),
                subject.strata(),
                subject.records());
    }
}
