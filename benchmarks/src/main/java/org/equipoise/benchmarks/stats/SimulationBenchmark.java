package org.equipoise.benchmarks.stats;

import org.equipoise.stats.domain.groupsequential.AlphaSpending;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.groupsequential.InformationFractions;
import org.equipoise.stats.domain.groupsequential.LastLook;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.equipoise.stats.domain.simulation.SimulatedCharacteristics;
import org.equipoise.stats.domain.simulation.SimulationSettings;
import org.equipoise.stats.domain.simulation.TrialSimulation;
import org.equipoise.stats.domain.simulation.ZProcess;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whole trials of three looks, on one thread. */
@State(Scope.Benchmark)
public class SimulationBenchmark {

    private static final long SEED = 20_260_301;
    private static final double DRIFT = 2.83;

    @Param("100000")
    public int trials;

    private TrialSimulation simulation;

    @Setup
    public void prepare() {
        AlphaSpending design = new AlphaSpending(0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.oBrienFlemingType());
        InformationFractions looks = InformationFractions.equallySpaced(3);
        simulation = new TrialSimulation(new ZProcess(
                StoppingRegion.of(design.boundary(looks, LastLook.FINAL).orElseThrow()), DRIFT));
    }

    @Benchmark
    public SimulatedCharacteristics simulate() {
        return simulation
                .run(SimulationSettings.of(SEED, trials).withThreads(1))
                .orElseThrow();
    }
}
