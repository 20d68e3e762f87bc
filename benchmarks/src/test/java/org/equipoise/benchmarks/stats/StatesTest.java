package org.equipoise.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.equipoise.benchmarks.Table;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.junit.jupiter.api.Test;

/** Each benchmark's state sets up, and what it times is what it says. */
class StatesTest {

    @Test
    void aBoundaryOfFiveLooks() {
        BoundaryBenchmark benchmark = new BoundaryBenchmark();
        benchmark.looks = 5;
        benchmark.prepare();
        assertThat(benchmark.boundary().criticalValues()).hasSize(5);
    }

    @Test
    void aBoundaryWithFutility() {
        FutilityBenchmark benchmark = new FutilityBenchmark();
        benchmark.looks = 3;
        benchmark.prepare();
        assertThat(benchmark.boundary().futility()).hasSize(3);
    }

    @Test
    void aMixedModel() {
        MmrmBenchmark benchmark = new MmrmBenchmark();
        benchmark.trial = "50x3 KENWARD_ROGER";
        benchmark.prepare();
        assertThat(benchmark.differences()).hasSize(3);
    }

    @Test
    void aWholeAnalysis() {
        WholeAnalysisBenchmark benchmark = new WholeAnalysisBenchmark();
        benchmark.trial = "60x4 5";
        benchmark.prepare();
        assertThat(benchmark.findings().sensitivity().get(0).outcome().status()).isEqualTo("computed");
    }

    @Test
    void simulatedTrials() {
        SimulationBenchmark benchmark = new SimulationBenchmark();
        benchmark.trials = 500;
        benchmark.prepare();
        assertThat(benchmark.simulate().trials()).isEqualTo(500);
    }

    @Test
    void madeUpTrialsAreAlwaysTheSameAndHaveGaps() {
        DataTable table = RepeatedMeasures.table(200, 4);
        assertThat(table.rows())
                .isEqualTo(RepeatedMeasures.table(200, 4).rows())
                .isBetween(650, 799);
    }

    @Test
    void everyGoalHasAKeyOfItsOwn() {
        assertThat(Goal.ALL.stream().map(Goal::key)).doesNotHaveDuplicates();
    }

    @Test
    void aPeerThatIsNotInstalledIsNotMeasured() {
        Peers peers = Peers.measured(Path.of("no-such-folder"));
        assertThat(peers.none()).isTrue();
        peers.read("rpact\tboundary 5\t33.5");
        assertThat(peers.milliseconds("rpact", "boundary 5")).contains(33.5);
    }

    @Test
    void numbersHaveThreeDigits() {
        assertThat(Table.number(0.012345)).isEqualTo("0.0123");
        assertThat(Table.number(12.345)).isEqualTo("12.3");
        assertThat(Table.number(12345.6)).isEqualTo("12,346");
        assertThat(Table.number(Double.NaN)).isEqualTo("–");
    }
}
