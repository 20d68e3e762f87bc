package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.Exclusion;
import org.equipoise.stats.domain.analysis.ObservedSubject;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReadOpenReportTest {

    private final InMemory world = new InMemory().withPlan().with(SimulatedTrial.of(60, 5, 7));
    private final Frozen frozen = new Frozen();
    private final ReadOpenReport use = new ReadOpenReport(new CurrentPlan(world.plans), world.data, frozen);

    @Test
    void itPoolsTheArms() {
        ReadOpenReport.OpenReport report = use.read(SimulatedTrial.STUDY);
        assertThat(report.endpoint().information()).isEqualTo(60);
        assertThat(report.enrolment().randomized()).isEqualTo(60);
        assertThat(report.dataCut()).isEqualTo(InMemory.CUT);
    }

    @Test
    void itAsksForNoAllocation() {
        use.read(SimulatedTrial.STUDY);
        assertThat(world.randomizer.fetches).isEmpty();
    }

    @Test
    void itIsTheSameBeforeAndAfterAClosedAnalysis() {
        ReadOpenReport.OpenReport before = use.read(SimulatedTrial.STUDY);
        world.requestRun().request(SimulatedTrial.STUDY, LookRequest.of(1), new IdempotencyKey("k"), InMemory.DMC);
        world.carryOutRuns().untilNoneWaits();
        assertThat(use.read(SimulatedTrial.STUDY)).isEqualTo(before);
    }

    @Test
    void itShowsWhatTheFrozenRecordsSay() {
        assertThat(use.read(SimulatedTrial.STUDY)
                        .findings()
                        .orElseThrow()
                        .flow()
                        .screened())
                .isEqualTo(1);
    }

    @Nested
    class ACut {

        private final Instant monday = Instant.parse("2026-05-04T10:20:00Z");
        private final List<ObservedSubject> subjects = new ArrayList<>();

        private int cutsAfterReading(Duration... later) {
            for (Duration each : later) {
                world.data.answer = new ClinicalData.AnalysisData(monday.plus(each), "1", List.copyOf(subjects));
                use.read(SimulatedTrial.STUDY);
            }
            return Set.copyOf(frozen.keys).size();
        }

        private void randomize(String name, Double visit) {
            Instant day = monday.minus(Duration.ofDays(2));
            subjects.add(SimulatedTrial.subject(name, "01", day, 40.0, visit));
        }

        @Test
        void servesForTheHour() {
            randomize("01-001", 20.0);
            assertThat(cutsAfterReading(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(39)))
                    .isEqualTo(1);
            assertThat(cutsAfterReading(Duration.ofMinutes(40))).isEqualTo(2);
        }

        @Test
        void isMadeAnewForARandomizationAndForAPrimaryValue() {
            randomize("01-001", 20.0);
            cutsAfterReading(Duration.ZERO);
            randomize("01-002", null);
            assertThat(cutsAfterReading(Duration.ofMinutes(1))).isEqualTo(2);
            subjects.remove(1);
            randomize("01-002", 25.0);
            assertThat(cutsAfterReading(Duration.ofMinutes(2))).isEqualTo(3);
        }

        @Test
        void isMadeAnewForACorrectedPrimaryValueEvenInATrialAtRest() {
            randomize("01-001", 20.0);
            cutsAfterReading(Duration.ofDays(9));
            subjects.clear();
            randomize("01-001", 21.0);
            assertThat(cutsAfterReading(Duration.ofDays(9).plusMinutes(1))).isEqualTo(2);
        }

        @Test
        void servesForTheDayOnceNobodyWasRandomizedOrMeasuredForAWeek() {
            randomize("01-001", 20.0);
            Duration later = Duration.ofDays(9);
            assertThat(cutsAfterReading(later, later.plusHours(5), later.plusHours(13)))
                    .isEqualTo(1);
            assertThat(cutsAfterReading(later.plusHours(14))).isEqualTo(2);
        }

        /** A week of readings around the clock, of a trial in which nothing happens any more. */
        @Test
        void isOneADayAtMostHoweverOftenItIsLookedAt() {
            randomize("01-001", 20.0);
            Duration later = Duration.ofDays(30);
            for (int minute = 0; minute < 7 * 24 * 60; minute += 7) {
                cutsAfterReading(later.plusMinutes(minute));
            }
            assertThat(cutsAfterReading(later)).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void withoutFrozenRecordsItShowsWhatNeedsNone() {
        frozen.down = true;
        ReadOpenReport.OpenReport report = use.read(SimulatedTrial.STUDY);
        assertThat(report.findings()).isEmpty();
        assertThat(report.enrolment().randomized()).isEqualTo(60);
    }

    /** Two subjects have a value at 24 h; before it, one of them had rescue treatment, so that her value is set aside. */
    @Nested
    class UnderAPlanWithAnalyses {

        private static final Instant TAKEN = InMemory.CUT.minusSeconds(30);
        private static final Instant RANDOMIZED = Instant.parse("2026-01-05T09:00:00Z");
        private final InMemory.Plans plans = new InMemory.Plans();
        private final List<Instant> askedFor = new ArrayList<>();
        private final List<ObservedSubject> live = new ArrayList<>(List.of(observed("01-001"), observed("01-002")));

        @BeforeEach
        void enter() {
            new PublishAnalysisPlan(plans, world.clock).publish(SimulatedRecords.definition(), "ada.administrator");
            frozen.present = new StudyRecords(
                    "cut",
                    TAKEN,
                    "1",
                    "hash",
                    List.of(
                            subject("01-001"),
                            subject(
                                    "01-002",
                                    form(
                                            "COMMON",
                                            "CONMED",
                                            RANDOMIZED,
                                            Map.of("CM_RESCUE", true, "CM_START", "2026-01-05")))));
        }

        private ReadOpenReport.OpenReport read() {
            ClinicalData data = new ClinicalData() {
                @Override
                public AnalysisData analysisData(String study, PrimaryEndpoint endpoint, Optional<Instant> asOf) {
                    return new AnalysisData(InMemory.CUT, "1", live);
                }

                @Override
                public Enrolment enrolment(String study, Instant asOf) {
                    askedFor.add(asOf);
                    return new Enrolment(2, 2, Map.of());
                }
            };
            return new ReadOpenReport(new CurrentPlan(plans), data, frozen).read(SimulatedTrial.STUDY);
        }

        private static ObservedSubject observed(String name) {
            return SimulatedTrial.subject(name, "01", RANDOMIZED, 40.0, 20.0);
        }

        private static StudyRecords.FormRecord form(String event, String form, Instant at, Map<String, Object> values) {
            return new StudyRecords.FormRecord(event, form, 1, at, at, 1, true, values, Map.of());
        }

        private static StudyRecords.Subject subject(String name, StudyRecords.FormRecord... more) {
            List<StudyRecords.FormRecord> forms = new ArrayList<>(List.of(more));
            forms.add(form("BASELINE", "MADRS", RANDOMIZED, Map.of("MADRS_TOTAL", 40)));
            forms.add(form("H24", "MADRS", RANDOMIZED.plusSeconds(86_400), Map.of("MADRS_TOTAL", 20)));
            return new StudyRecords.Subject(
                    name, "01", RANDOMIZED, "", null, RANDOMIZED, Map.of("madrsBand", "GE35"), forms);
        }

        @Test
        void everySubjectIsCountedByTheRulesOfTheFindings() {
            ReadOpenReport.OpenReport report = read();
            assertThat(report.endpoint().rows())
                    .extracting(EndpointData.Row::subject)
                    .containsExactly("01-001");
            assertThat(report.endpoint().exclusions())
                    .containsExactly(new Exclusion("01-002", Exclusion.Reason.VISIT_SET_ASIDE));
            assertThat(report.endpoint().information())
                    .isEqualTo(report.findings().orElseThrow().flow().withPrimary());
        }

        @Test
        void everyNumberIsOfTheFrozenCut() {
            ReadOpenReport.OpenReport report = read();
            assertThat(report.dataCut()).isEqualTo(TAKEN);
            assertThat(report.findings().orElseThrow().dataCut()).isEqualTo(TAKEN);
            assertThat(askedFor).containsExactly(TAKEN);
        }

        @Test
        void withoutFrozenRecordsEveryNumberIsOfNow() {
            frozen.down = true;
            ReadOpenReport.OpenReport report = read();
            assertThat(report.findings()).isEmpty();
            assertThat(report.dataCut()).isEqualTo(InMemory.CUT);
            assertThat(report.endpoint().information()).isEqualTo(2);
            assertThat(askedFor).containsExactly(InMemory.CUT);
        }

        @Test
        void aRandomizationMakesACutOfItsOwn() {
            read();
            read();
            live.add(observed("01-003"));
            read();
            assertThat(Set.copyOf(frozen.keys)).hasSize(2);
        }
    }

    private static final class Frozen implements FrozenRecords {

        private final List<String> keys = new ArrayList<>();
        private StudyRecords present = screened();
        private boolean down;

        @Override
        public StudyRecords freeze(String study, String key) {
            if (down) {
                throw InMemory.down("ecrf-service");
            }
            keys.add(key);
            return present;
        }

        @Override
        public StudyRecords read(String study, String snapshot) {
            return present;
        }

        private static StudyRecords screened() {
            StudyRecords.Subject subject = new StudyRecords.Subject(
                    "01-001", "01", InMemory.CUT, "screening", null, null, Map.of(), List.of());
            return new StudyRecords("cut", InMemory.CUT, "1", "hash", List.of(subject));
        }
    }
}
