package org.equipoise.benchmarks.stats;

import org.equipoise.stats.domain.groupsequential.AlphaSpending;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.groupsequential.InformationFractions;
import org.equipoise.stats.domain.groupsequential.LastLook;
import org.equipoise.stats.domain.groupsequential.StoppingBoundary;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Critical values of a one-sided test that spends 0.025 as Lan and DeMets' O'Brien-Fleming type at equal steps. */
@State(Scope.Benchmark)
public class BoundaryBenchmark {

    @Param({"5", "10", "20"})
    public int looks;

    private AlphaSpending design;
    private InformationFractions fractions;

    @Setup
    public void prepare() {
        design = new AlphaSpending(0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.oBrienFlemingType());
        fractions = InformationFractions.equallySpaced(looks);
    }

    @Benchmark
    public StoppingBoundary boundary() {
        return design.boundary(fractions, LastLook.FINAL).orElseThrow();
    }
}
