package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.stats.SimulatedTrial;
import org.junit.jupiter.api.Test;

class ReadOpenReportTest {

    private final InMemory world = new InMemory().withPlan().with(SimulatedTrial.of(60, 5, 7));
    private final ReadOpenReport use = new ReadOpenReport(new CurrentPlan(world.plans), world.data);

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
        world.runInterimAnalysis().run(SimulatedTrial.STUDY, LookRequest.of(1), new IdempotencyKey("k"), InMemory.DMC);
        assertThat(use.read(SimulatedTrial.STUDY)).isEqualTo(before);
    }
}
