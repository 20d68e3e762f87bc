package org.equipoise.benchmarks.stats;

import org.equipoise.stats.domain.groupsequential.AlphaSpending;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.groupsequential.BetaSpending;
import org.equipoise.stats.domain.groupsequential.FutilityBoundary;
import org.equipoise.stats.domain.groupsequential.FutilityRule;
import org.equipoise.stats.domain.groupsequential.InformationFractions;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Critical values, non-binding futility bounds and drift of a test that spends alpha and beta. */
@State(Scope.Benchmark)
public class FutilityBenchmark {

    @Param("10")
    public int looks;

    private BetaSpending design;
    private InformationFractions fractions;

    @Setup
    public void prepare() {
        AlphaSpending efficacy =
                new AlphaSpending(0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.hwangShihDeCani(-4));
        design = new BetaSpending(efficacy, 0.1, AlphaSpendingFunction.hwangShihDeCani(-2), FutilityRule.NON_BINDING);
        fractions = InformationFractions.equallySpaced(looks);
    }

    @Benchmark
    public FutilityBoundary boundary() {
        return design.boundary(fractions).orElseThrow();
    }
}
