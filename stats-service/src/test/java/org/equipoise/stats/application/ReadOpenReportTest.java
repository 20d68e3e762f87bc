package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.StudyRecords;
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
    void itFreezesTheRecordsAtMostOnceAMinuteAndShowsWhatTheySay() {
        assertThat(use.read(SimulatedTrial.STUDY)
                        .findings()
                        .orElseThrow()
                        .flow()
                        .screened())
                .isEqualTo(1);
        use.read(SimulatedTrial.STUDY);
        assertThat(frozen.keys).hasSize(2);
        assertThat(Set.copyOf(frozen.keys)).hasSize(1);
    }

    @Test
    void withoutFrozenRecordsItShowsWhatNeedsNone() {
        frozen.down = true;
        ReadOpenReport.OpenReport report = use.read(SimulatedTrial.STUDY);
        assertThat(report.findings()).isEmpty();
        assertThat(report.enrolment().randomized()).isEqualTo(60);
    }

    private static final class Frozen implements FrozenRecords {

        private final List<String> keys = new ArrayList<>();
        private boolean down;

        @Override
        public StudyRecords freeze(String study, String label, String key) {
            if (down) {
                throw InMemory.down("ecrf-service");
            }
            keys.add(key);
            return read(study, "cut");
        }

        @Override
        public StudyRecords read(String study, String snapshot) {
            StudyRecords.Subject subject = new StudyRecords.Subject(
                    "01-001", "01", InMemory.CUT, "screening", null, null, Map.of(), List.of());
            return new StudyRecords(snapshot, InMemory.CUT, "1", "hash", List.of(subject));
        }
    }
}
